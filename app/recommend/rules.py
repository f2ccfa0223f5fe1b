"""The rules of training that shape answers, by the ids under which the seed tells them."""

from enum import StrEnum


class Rule(StrEnum):
    """A rule that the code follows; `/v1/training-rules` tells each with sources and certainty."""

    frequency = "r01"
    heavy_and_jumps = "r03"
    same_day = "r07"
    key_run_near = "r08"
    race_near = "r10"
    double_progression = "r11"
    contacts = "r13"
    balance = "r15"
    minutes = "r20"
    no_promise = "r22"
    gates = "r24"
    red_flag = "r26"
    next_step = "r28"
    variety = "r29"
    score = "r30"
    distance_jump = "r34"
