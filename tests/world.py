"""The small world that every exact answer is about: seven nodes, two cohorts, four sources.

Its exercises and injuries stand in `tests/catalogue.py`.

All of it is invented for the tests; nothing here is a fact about anybody's muscles.
"""
# ruff: noqa: E501  (A row of a table is one line.)

from collections.abc import Mapping
from pathlib import Path

from tests import catalogue

MUSCLES = {
    "calf": """
name = "Calf"
kind = "group"
region = "leg"
summary = "Drives the ankle."
aliases = ["calves"]
""",
    "gastrocnemius": """
name = "Gastrocnemius"
kind = "muscle"
region = "leg"
parent = "calf"
summary = "Crosses knee and ankle."
aliases = ["gastroc"]
""",
    "gastrocnemius-medial-head": """
name = "Medial head of gastrocnemius"
kind = "head"
region = "leg"
parent = "gastrocnemius"
summary = "The inner head."
joints = ["knee", "ankle"]
actions = ["ankle plantarflexion"]
""",
    "gastrocnemius-lateral-head": """
name = "Lateral head of gastrocnemius"
kind = "head"
region = "leg"
parent = "gastrocnemius"
summary = "The outer head."
""",
    "soleus": """
name = "Soleus"
latin = "Musculus soleus"
kind = "muscle"
region = "leg"
parent = "calf"
summary = "Lifts the body from the ankle."
fma = "FMA:22542"
aliases = ["SOL"]
""",
    "rectus-femoris": """
name = "Rectus femoris"
kind = "muscle"
region = "thigh"
summary = "Crosses hip and knee."
""",
    "plantarflexors": """
name = "Plantarflexors"
kind = "functional"
region = "leg"
summary = "All that point the foot."
members = ["gastrocnemius", "soleus"]
""",
}

FILES = {
    "sources.toml": """
[[source]]
key = "brown-2001"
label = "Brown 2001"
authors = "Brown B"
year = 2001
title = "Legs"
journal = "J Legs 1:1"
doi = "10.1000/legs"
doi_verified = "primary"
kind = "in vivo, n=9"
verified = "primary"

[[source]]
key = "green-2002"
label = "Green 2002"
kind = "review"
verified = "secondary"

[[source]]
key = "derived-brown-2001"
label = "Pushoff computation on Brown 2001 data"
kind = "simulation re-analysis, n=4"
verified = "computed"
origin = "brown-2001"

[[source]]
key = "derived-white-2003"
label = "Pushoff computation on White 2003 data"
kind = "simulation re-analysis, n=6"
verified = "computed"
origin = "brown-2001"
""",
    "phases.toml": """
[[phase]]
slug = "loading"
name = "Loading"
position = 1
kind = "interval"
start_pct = 0
end_pct = 18
definition = "From contact to the change of sign of the fore-aft force."
verified = "convention"
aliases = ["braking phase"]

[[phase]]
slug = "push-off"
name = "Push-off"
position = 2
kind = "interval"
start_pct = 18
end_pct = 35
definition = "From there to toe-off."
verified = "convention"
aliases = ["propulsion"]
""",
    "roles.toml": """
[[role]]
slug = "power"
name = "Power"
position = 1
definition = "Gives energy."

[[role.function]]
slug = "propulsion"
name = "Propulsion"
position = 1
definition = "Forward impulse."
drives = "Pushes forward."
opposes = "Pushes backward."
share_of = "All forward impulse."
summable = true

[[role.function]]
slug = "work-generation"
name = "Work generation"
position = 2
definition = "Positive work."
drives = "Does positive work."
share_of = "All positive work."
summable = true

[[role]]
slug = "elastic-storage"
name = "Elastic storage"
position = 2
definition = "Stores energy in tendon."
aliases = ["spring"]

[[role.function]]
slug = "tendon-strain-energy"
name = "Tendon strain energy"
position = 3
definition = "Energy at peak."
drives = "Stores energy."
share_of = "The sum of peaks."
summable = false
""",
    "claims.toml": """
[[claim]]
slug = "calf-drives"
position = 1
statement = "The calf drives push-off."
verdict = "supported"
explanation = "It does, in this world."

[[claim.evidence]]
stance = "supports"
says = "Most of the forward impulse."
muscle_role = "calf.push-off.power.propulsion.drives"

[[claim.evidence]]
stance = "dissents"
says = "One study credits the hip."
finding = "f2"

[[claim.evidence]]
stance = "qualifies"
says = "Training helped a little."
effect = "e1"
""",
    "moved.toml": "",
    "measurements/findings.csv": """
id,subject_kind,subject,topic,phase,function,direction,metric,value_kind,value,low,high,text,unit,condition,speed_low_m_s,speed_high_m_s,n,evidence,grade,source,verified,label,note,muscles,bears_on,stance
f1,muscle,Soleus,power,push-off,propulsion,drives,share of forward impulse,number,40,30,50,,%,treadmill,3,3,9,in vivo,A,brown-2001,primary,,,soleus,,supports
f2,joint,Hip joint,power,push-off,propulsion,drives,who drives,text,,,,The hip drives.,,,,,,EMG,D,green-2002,secondary,Second-hand.,,,calf.push-off.power.propulsion.drives,dissents
f3,muscle,Calf,fatigue,push-off,,,strength loss,number,-17,,,,%,,,,,in vivo,B,brown-2001,primary,,,calf,,supports
""",
    "measurements/shares.csv": """
muscle,phase,function,direction,source,speed_m_s,share,low,high,sd,n,method_low,method_high,absolute,absolute_sd,absolute_unit,grade
calf,push-off,propulsion,drives,derived-brown-2001,2,0.8,0.7,0.9,0.05,4,0.75,0.85,,,,B
calf,push-off,propulsion,drives,derived-brown-2001,4,0.6,0.5,0.7,0.05,4,,,,,,B
calf,push-off,propulsion,drives,derived-white-2003,3,0.9,0.8,0.95,0.02,6,,,,,,B
soleus,push-off,propulsion,drives,derived-brown-2001,2,0.4,0.3,0.5,0.05,4,,,,,,D
soleus,push-off,propulsion,drives,derived-brown-2001,4,0.2,0.1,0.3,0.05,4,,,,,,D
gastrocnemius-medial-head,push-off,propulsion,drives,derived-brown-2001,2,0.3,0.2,0.4,0.05,4,,,,,,D
gastrocnemius-medial-head,push-off,propulsion,drives,derived-brown-2001,4,0.25,0.2,0.4,0.05,4,,,,,,D
gastrocnemius-lateral-head,push-off,propulsion,drives,derived-brown-2001,2,0.1,0.05,0.2,0.05,4,,,,,,D
gastrocnemius-lateral-head,push-off,propulsion,drives,derived-brown-2001,4,0.15,0.05,0.2,0.05,4,,,,,,D
rectus-femoris,push-off,propulsion,opposes,derived-brown-2001,2,0.9,0.8,1,0.05,4,,,,,,D
""",
    "measurements/weights.csv": """
muscle,phase,function,direction,share,low,high,n,grade,sources,basis
soleus,loading,tendon-strain-energy,drives,0.5,0.4,0.6,1,D,derived-brown-2001,Share of the peaks.
gastrocnemius-medial-head,loading,tendon-strain-energy,drives,0.3,,,1,D,derived-brown-2001,Share of the peaks.
soleus,push-off,work-generation,drives,0.5,0.4,0.6,1,C,derived-brown-2001,Share of the work.
gastrocnemius-medial-head,push-off,work-generation,drives,0.3,0.2,0.4,1,C,derived-white-2003,Share of the work.
""",
    "measurements/trends.csv": """
muscle,phase,function,direction,source,quantity,unit,slope_per_m_s,slope_sd,n,n_rising,p,q
calf,push-off,propulsion,drives,derived-brown-2001,share,,-0.1,0.01,4,0,0.01,0.02
""",
    "measurements/joint_work.csv": """
joint,phase,sign,speed_m_s,share,low,high,sd,n,work_j_kg,work_sd_j_kg,source
ankle,push-off,positive,2,0.6,0.5,0.7,0.05,4,0.5,0.1,derived-brown-2001
ankle,push-off,positive,4,0.4,0.3,0.5,0.05,4,0.7,0.1,derived-brown-2001
hip,push-off,positive,2,0.2,0.1,0.3,0.05,4,0.2,0.1,derived-brown-2001
""",
    "measurements/joint_trends.csv": """
joint,phase,sign,source,quantity,unit,slope_per_m_s,slope_sd,n,n_rising,p,q
ankle,push-off,positive,derived-brown-2001,share,,-0.1,0.01,4,0,0.01,0.02
""",
    "measurements/timings.csv": """
source,stance,speed_low_m_s,speed_high_m_s,n,stride_s,contact_s,toe_off_pct,switch_pct,verified
derived-brown-2001,mean of the cohort,2,2,4,0.75,0.3,40,20,computed
""",
    "measurements/architecture.csv": """
muscle,model,unit,units_in_model,max_isometric_force_n,optimal_fiber_length_m,tendon_slack_length_m,pennation_angle_deg,ankle_angle_m,sources,verified
soleus,Model One,soleus_r,1,3500,0.05,0.25,20,0.04,brown-2001,primary
""",
    "measurements/volumes.csv": """
muscle,name,source,volume_cm3,pcsa_cm2,verified
soleus,soleus,brown-2001,489,230,primary
""",
    "measurements/effects.csv": """
id,topic,mode,population,dose,outcome,effect,interval,n,interpretation,source,verified,label,note
e1,running performance,heavy,runners,8 weeks,running economy,2 % better,,20,small,brown-2001,primary,,
""",
}


def write_world(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the world as seed files; `changes` replaces files by name, None leaves one out."""
    files: dict[str, str | None] = {f"muscles/{slug}.toml": text for slug, text in MUSCLES.items()}
    files |= {f"exercises/{slug}.toml": text for slug, text in catalogue.EXERCISES.items()}
    files |= {f"injuries/{slug}.toml": text for slug, text in catalogue.INJURIES.items()}
    files |= FILES | catalogue.FILES
    files |= changes or {}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text.lstrip("\n"), encoding="utf-8")
    return folder
