"""The catalogue of the small world: seven exercises, two injuries, a few measurements.

All of it is invented for the tests, as the rest of the world is.
"""
# ruff: noqa: E501  (A row of a table is one line.)

EXERCISES = {
    "heel-raise": """
name = "Heel raise"
aliases = ["calf raise", "HR"]
summary = "Lifts the body on two feet."
category = "strength"
pattern = "calf-raise"
equipment = [[]]
helpful = ["mat"]
laterality = "bilateral"
contraction = "mixed"
level = 1
impact = 0
measure = "reps"
per_side = false
instructions = ["Stand on two feet.", "Lift both heels.", "Lower them."]
cues = ["Rise tall.", "Sink slowly."]
mistakes = ["Bouncing: wait below.", "Leaning: stand upright."]

[dose]
sets_low = 2
sets_high = 3
amount_low = 10
amount_high = 15
per_week_low = 2
per_week_high = 3
text = "2 to 3 sets of 10 to 15 repetitions."
judgement = true

[[works]]
muscle = "soleus"
involvement = "primary"
contraction = "mixed"
reason = "Lifts the heel."

[[works]]
muscle = "gastrocnemius"
involvement = "primary"
contraction = "mixed"
reason = "Lifts it with a straight knee."

[[trains]]
role = "power"
muscles = ["soleus", "gastrocnemius"]
reason = "Builds the push."

[[harder]]
exercise = "single-leg-heel-raise"
change = "Lift one foot."

[[harder]]
exercise = "pogo"
change = "Leave the ground."

[figure]
things = [{ thing = "mat" }]

[[figure.poses]]
name = "start"
contacts = ["feet"]

[[figure.poses]]
name = "top"
contacts = ["toes"]
lean = 5
both = { ankle = -30 }
""",
    "single-leg-heel-raise": """
name = "Single-leg heel raise"
summary = "Lifts the body on one foot."
category = "strength"
pattern = "calf-raise"
equipment = [[]]
helpful = ["chair"]
laterality = "unilateral"
contraction = "mixed"
level = 2
impact = 0
measure = "reps"
per_side = true
instructions = ["Stand on one foot.", "Lift its heel.", "Change feet."]
cues = ["Rise straight.", "Press the big toe."]
mistakes = ["Tipping: hold a chair.", "Rushing: count to two."]
safety = "Stop if the calf hurts."

[dose]
sets_low = 3
sets_high = 3
amount_low = 8
amount_high = 12
rest_low_s = 60
rest_high_s = 90
text = "3 sets of 8 to 12 repetitions on each side."
judgement = false
sources = ["brown-2001"]

[[works]]
muscle = "soleus"
involvement = "primary"
contraction = "mixed"
reason = "Lifts one heel."

[[works]]
muscle = "gastrocnemius"
involvement = "primary"
contraction = "mixed"
reason = "Helps it on one foot."

[[works]]
muscle = "rectus-femoris"
involvement = "stabiliser"
contraction = "isometric"
reason = "Keeps the knee straight."

[[trains]]
role = "power"
muscles = ["soleus", "gastrocnemius"]
reason = "Builds the push of one leg."

[[harder]]
exercise = "loaded-heel-raise"
change = "Take a weight."
""",
    "loaded-heel-raise": """
name = "Loaded heel raise"
summary = "Lifts the body and a weight."
category = "strength"
pattern = "calf-raise"
equipment = [["step", "dumbbell"], ["step", "kettlebell"]]
laterality = "unilateral"
contraction = "mixed"
level = 3
impact = 0
measure = "reps"
per_side = true
instructions = ["Hold a weight.", "Lift the heel with it.", "Change sides."]
cues = ["Slow down here.", "Full height."]
mistakes = ["Swinging the weight: hold it still.", "Half lifts: go to the top."]

[dose]
sets_low = 3
sets_high = 4
amount_low = 6
amount_high = 8
reps_in_reserve_low = 2
reps_in_reserve_high = 2
text = "3 to 4 sets of 6 to 8 repetitions."
judgement = true
sources = ["brown-2001"]
note = "The source tested a whole programme."

[[works]]
muscle = "soleus"
involvement = "primary"
contraction = "mixed"
reason = "Lifts heel and weight."

[[works]]
muscle = "gastrocnemius"
involvement = "secondary"
contraction = "mixed"
reason = "Adds to it."

[[trains]]
role = "power"
muscles = ["soleus"]
reason = "Builds the most force."
""",
    "seated-heel-raise": """
name = "Seated heel raise"
summary = "Lifts the heels from a chair."
category = "strength"
pattern = "calf-raise"
equipment = [["chair"]]
laterality = "bilateral"
contraction = "mixed"
level = 1
impact = 0
measure = "reps"
per_side = false
instructions = ["Sit upright.", "Lift the heels.", "Set them down."]
cues = ["Stay seated.", "Toes down."]
mistakes = ["Rocking: keep the trunk still.", "Resting: keep the pull on."]

[dose]
sets_low = 2
sets_high = 3
amount_low = 10
amount_high = 15
text = "2 to 3 sets of 10 to 15 raises."
judgement = true

[[works]]
muscle = "soleus"
involvement = "primary"
contraction = "mixed"
reason = "Works alone with bent knees."

[[trains]]
role = "power"
muscles = ["soleus"]
reason = "A first step to the push."

[[harder]]
exercise = "heel-raise"
change = "Stand up."
same_level_because = "It carries the whole body."
""",
    "pogo": """
name = "Pogo"
aliases = ["ankle hops"]
summary = "Hops on two stiff ankles."
category = "plyometric"
pattern = "hop"
equipment = [[]]
laterality = "bilateral"
contraction = "ballistic"
level = 2
impact = 1
measure = "contacts"
per_side = false
instructions = ["Stand tall here.", "Hop from the ankles.", "Land on the balls of the feet."]
cues = ["Hot floor.", "Stiff ankles."]
mistakes = ["Deep knees: stay tall.", "Loud landings: land softly."]

[dose]
sets_low = 2
sets_high = 3
contacts_low = 20
contacts_high = 40
text = "20 to 40 contacts."
judgement = true

[[works]]
muscle = "calf"
involvement = "primary"
contraction = "ballistic"
reason = "Is stretched and rebounds."

[[trains]]
role = "elastic-storage"
muscles = ["calf"]
reason = "Rehearses the rebound."

[[trains]]
role = "power"
muscles = ["calf"]
reason = "Pushes fast."

[[harder]]
exercise = "hop"
change = "Use one leg."
""",
    "hop": """
name = "Hop"
summary = "Hops forward on one leg."
category = "plyometric"
pattern = "hop"
equipment = [[]]
laterality = "unilateral"
contraction = "ballistic"
level = 4
impact = 3
measure = "contacts"
per_side = true
instructions = ["Stand on your better leg.", "Hop forward.", "Land and hold."]
cues = ["Quick off the ground.", "Quiet landing."]
mistakes = ["Twisting: look ahead.", "Falling: hop shorter."]
safety = "On even ground only."

[dose]
sets_low = 3
sets_high = 5
contacts_low = 20
contacts_high = 60
text = "20 to 60 contacts, half on each side."
judgement = true

[[works]]
muscle = "gastrocnemius"
involvement = "primary"
contraction = "ballistic"
reason = "Throws the body forward."

[[works]]
muscle = "soleus"
involvement = "secondary"
contraction = "ballistic"
reason = "Helps to throw it."

[[trains]]
role = "elastic-storage"
muscles = ["gastrocnemius", "soleus"]
reason = "Loads one tendon."
""",
    "calf-stretch": """
name = "Calf stretch"
summary = "Lengthens the calf at a wall."
category = "mobility"
pattern = "stretch"
equipment = [[]]
laterality = "unilateral"
contraction = "mobility"
level = 1
impact = 0
measure = "seconds"
per_side = true
instructions = ["Face a wall.", "Step one foot back.", "Press that heel down."]
cues = ["Back heel down.", "Breathe out."]
mistakes = ["A turned foot: point it ahead.", "A bent knee: straighten it."]

[dose]
sets_low = 2
sets_high = 2
amount_low = 30
amount_high = 30
text = "Twice 30 s."
judgement = true

[[works]]
muscle = "gastrocnemius"
involvement = "primary"
contraction = "mobility"
reason = "Is stretched over two joints."

[[trains]]
role = "power"
muscles = ["gastrocnemius"]
reason = "Keeps the range that the push needs."

[figure]

[[figure.poses]]
name = "start"
contacts = ["feet"]

[[figure.poses]]
name = "stretched"
contacts = ["feet"]
lean = 5
both = { ankle = 5 }
""",
}

INJURIES = {
    "calf-strain": """
name = "Calf strain"
aliases = ["pulled calf"]
summary = "A sudden pain in the calf."
share = "5 % of injuries"
share_population = "Runners of one club."
share_sources = ["brown-2001"]
muscles = ["gastrocnemius", "soleus"]
muscles_basis = "Our own synthesis."
aggravating = ["Hills", "Speed"]
management = "Load it step by step."
certainty = "Low."
sources = ["green-2002"]
verified = "secondary"
label = "Second-hand."
note = "One club."
red_flags = ["calf-swelling"]
""",
    "knee-pain": """
name = "Knee pain"
aliases = ["runner's knee"]
summary = "Pain around the kneecap."
muscles = ["rectus-femoris"]
management = "Less of what hurts."
certainty = "Very low: nothing was collected."
verified = "expert"
label = "No source: our own synthesis."
""",
}

FILES = {
    "equipment.toml": """
[[equipment]]
slug = "bodyweight"
name = "Body weight"
aliases = ["nothing"]
summary = "The body alone."

[[equipment]]
slug = "chair"
name = "Chair"
summary = "A firm chair."

[[equipment]]
slug = "dumbbell"
name = "Dumbbell"
aliases = ["hand weight"]
summary = "A weight with a handle."

[[equipment]]
slug = "home"
name = "Home"
summary = "What a home has."
includes = ["chair", "step"]

[[equipment]]
slug = "kettlebell"
name = "Kettlebell"
summary = "A ball with a handle."

[[equipment]]
slug = "mat"
name = "Mat"
summary = "Something soft."

[[equipment]]
slug = "step"
name = "Step"
summary = "A low step."
""",
    "patterns.toml": """
[[pattern]]
slug = "calf-raise"
name = "Calf raise"
position = 1
definition = "The heel rises."
aliases = ["heel lift"]

[[pattern]]
slug = "hop"
name = "Hop"
position = 2
definition = "The body leaves the ground."

[[pattern]]
slug = "stretch"
name = "Stretch"
position = 3
definition = "A muscle is lengthened."
""",
    "red_flags.toml": """
[[red_flag]]
slug = "calf-swelling"
name = "Swollen calf"
position = 1
signs = "A swollen, warm calf."
concern = "It could be a clot."
action = "Get emergency care."
urgency = "emergency"
verified = "expert"
label = "No source: our own synthesis."

[[red_flag]]
slug = "night-pain"
name = "Pain at night"
position = 2
signs = "Pain that wakes you."
concern = "It does not fit a strain."
action = "See a clinician."
urgency = "clinician"
source = "brown-2001"
verified = "primary"
""",
    "measurements/emg.csv": """
id,exercise,study_exercise,muscle,part,value_pct_mvic,sd_pct_mvic,n,metric,condition,source,verified,label
emg-1,heel-raise,Heel rise,soleus,,50,10,9,mean,body weight,brown-2001,primary,
emg-2,single-leg-heel-raise,One-leg heel rise,soleus,,70,12,9,mean,body weight,brown-2001,primary,
emg-3,hop,Hop,soleus,,90,,9,peak,body weight,brown-2001,primary,
emg-4,,Donkey raise,soleus,,80,,9,mean,body weight,brown-2001,primary,
emg-5,heel-raise,Heel raise,gastrocnemius,medial,60,,,mean,,green-2002,secondary,Second-hand.
emg-6,seated-heel-raise,Seated rise,soleus,,50,,9,mean,body weight,brown-2001,primary,
""",
    "measurements/emg_rankings.csv": """
id,muscles,exercises,topic,text,n,source,verified,label
rank-1,soleus;gastrocnemius,heel-raise;seated-heel-raise,bent and straight knee,Bent knees favour the soleus.,9,brown-2001,primary,
""",
    "links/injury_exercises.csv": """
id,injury,exercise,role,stages,timing,dose,evidence,scope,source,verified,label,note
ie-1,calf-strain,heel-raise,rehab,early;mid,,3 x 10,One trial.,It tested this exercise.,brown-2001,primary,,
ie-2,calf-strain,hop,avoid,early;mid;late,until cleared,,Our own synthesis.,No source.,,expert,No source: our own synthesis.,
ie-3,,pogo,prevention,,off-season,,A review.,It tested a programme.,green-2002,secondary,Second-hand.,It promised nothing.
""",
    "links/gates.csv": """
exercise,injury,gate,stage,reason,source
hop,calf-strain,avoid,acute,It loads the torn muscle: leave it out.,
hop,calf-strain,modify,late,Return in small hops.,
hop,knee-pain,modify,any,Land with less bend.,brown-2001
pogo,calf-strain,avoid,acute,It stretches the torn muscle fast: leave it out.,
pogo,calf-strain,caution,late,Watch the calf.,
single-leg-heel-raise,calf-strain,caution,acute,Watch the pain.,
""",
    "links/garmin.csv": """
exercise,match,category,category_id,name,name_id
heel-raise,exact,calf_raise,1,standing_calf_raise,19
single-leg-heel-raise,close,calf_raise,1,single_leg_standing_calf_raise,17
pogo,category-only,plyo,20,,65535
""",
    "links/highlights.csv": """
muscle,package,slugs
calf,body-one,calves
gastrocnemius,body-one,calves
rectus-femoris,body-one,quadriceps
soleus,body-one,calves
soleus,body-two,left-soleus;right-soleus
""",
    "links/foreign.csv": """
system,kind,id,name,slug,match,reason
free-exercise-db,exercise,Hopping,Hopping,hop,close,Theirs goes forward.
free-exercise-db,exercise,Lost_One,Lost one,pogo,exact,The same.
free-exercise-db,muscle,calves,calves,calf,close,Theirs is wider.
free-exercise-db,muscle,legs,legs,calf,close,A part of it.
free-exercise-db,muscle,legs,legs,rectus-femoris,close,Another part.
free-exercise-db,equipment,body only,body only,bodyweight,exact,Nothing is needed.
wger,muscle,15,Soleus,soleus,exact,The same muscle.
wger,equipment,3,Dumbbell,dumbbell,exact,The same thing.
""",
}

GOALS = """
[[goal]]
slug = "general"
name = "General strength"
position = 1
aliases = ["base"]
summary = "A little of everything."

[[goal.aim]]
role = "power"
phase = "push-off"
importance = 1.0

[[goal.aim]]
role = "elastic-storage"
importance = 0.5

[[goal]]
slug = "spring"
name = "A better spring"
position = 2
heavy = true
summary = "Tendons that give back."
sources = ["brown-2001"]

[[goal.aim]]
role = "elastic-storage"
phase = "loading"
function = "tendon-strain-energy"
within = "calf"
importance = 1.0

[goal.suits]
strength = 0.5
"""

RULES = "".join(
    f"""
[[rule]]
id = "{id_}"
area = "area"
statement = "Rule {id_}."
explain = "Because of {id_}."
certainty = "low"
judgement = true
"""
    for id_ in (
        "r01", "r03", "r07", "r08", "r10", "r11", "r13", "r15", "r20", "r22", "r24", "r26", "r28",
        "r29", "r30", "r34",
    )
)  # fmt: skip

FILES |= {"goals.toml": GOALS, "training_rules.toml": RULES}
