"""What each rule about one row refuses: the columns that make a sound row of its table break it, and only it.

Each line is one way to break the rule. A rule that stands here is asked of the database in `test_every_rule.py`.
"""

from typing import Any
from uuid import UUID

from tests.refused.rows import FROM_NOW_ON, LATER, MOMENT, PERIOD

BEFORE = "2026-11-02 08:00+00"
IN_TWO_HOURS = "2026-11-02 11:00+00"
NINETY_ONE_DAYS_ON = "2027-02-01 09:00+00"
TWO_YEARS_ON = "2028-11-02 09:00+00"
RUTH, LEON = UUID(int=1), UUID(int=2)
SOMETHING = UUID(int=3)

Ways = list[dict[str, Any]]

# What nobody says to whom: empty words are no words.
UNSAID: dict[str, Ways] = {
    "a_particular_says_something": [{"words": " "}],
    "what_leaves_says_for_whom": [{"kind": "release", "for_whom": " "}],
    "a_release_says_for_whom": [{"for_whom": "\t"}],
    "an_answer_says_something": [{"answers": "{}"}],
    "an_instrument_has_a_name_and_a_version": [{"name": " "}, {"version": ""}],
    "a_person_has_a_name": [{"full_name": " "}, {"called": "\t"}],
    "reaching_beyond_ones_networks_needs_a_reason": [{"reason": " "}],
    "a_call_has_words": [{"words": "\n"}],
    "a_finding_says_about_what_who_and_on_what_evidence": [
        {"about": " "}, {"found_by": ""}, {"evidence": " "}, {"helped": ""},
    ],
    "a_look_at_a_finding_says_who_and_on_what": [{"evidence": ""}, {"found_by": " "}],
    "a_look_at_a_grant_has_words": [{"words": " "}],
    "a_concern_has_words": [{"words": " "}],
    "a_concern_says_about_whom": [{"about": ""}],
    "a_correction_changes_something": [{"was": "Tuesday", "now": "Tuesday"}, {"now": " "}],
    "a_decision_has_words": [{"words": " "}],
    "a_medication_has_a_name": [{"kind": "medication", "sort": "antipsychotic", "what": " "}],
    "a_benefit_has_a_name": [{"kind": "benefit", "sort": "benefit", "what": ""}],
    "a_stay_was_somewhere": [{"provider": " "}],
    "a_detained_stay_names_its_power": [{"sort": "detained", "power": " "}, {"power": "Section 2"}],
    "what_happened_is_of_a_sort_of_its_kind": [{"sort": "work"}, {"kind": "occupation"}],
    "what_is_put_right_says_why": [
        {"corrects_id": SOMETHING, "why": " "}, {"why": "So."}, {"taken_back": True},
        {"taken_back": True, "why": "So."},
    ],
    "what_is_of_another_record_is_taken_back": [{"corrects_id": SOMETHING, "why": "So.", "elsewhere": True}],
    "what_stands_in_a_file_has_its_key": [{"source": "file"}],
    "a_deletion_says_why": [{"words": " "}],
    "a_death_is_told_in_words": [{"words": " "}],
    "a_hand_over_says_why": [{"reason": " "}],
    "a_record_is_kept_on_for_a_reason": [{"why": " "}],
    "a_letter_goes_to_somebody": [{"to_whom": " "}],
    "a_letter_has_words": [{"words": " "}],
    "a_node_has_a_name": [{"called": " "}],
    "a_question_has_words": [{"text": " "}],
    "a_statement_has_words": [{"words": " "}],
    "a_substitution_says_why": [{"reason": " "}],
    "a_voice_has_words": [{"text": " "}],
    "staff_talk_says_what": [{"words": " "}],
    "whoever_takes_an_entry_out_of_view_says_why": [{"why": " "}],
    "whoever_wants_an_entry_back_says_why": [
        {"back_asked_by_id": RUTH, "back_asked_at": MOMENT, "back_why": " "},
        {"back_asked_by_id": RUTH, "back_why": "It is Leon’s."},
        {"back_asked_at": MOMENT, "back_why": "It is Leon’s."},
    ],
    "a_decision_by_law_says_what_was_seen_and_who_was_asked": [
        {"kind": "by_law", "capacity_evidence": " "}, {"kind": "by_law", "consulted": ""},
    ],
    "serious_harm_is_decided_anew_by_somebody_named": [{"ground": "serious_harm", "decided_by": " "}],
    "a_message_that_did_not_arrive_says_why": [
        {"state": "not_arrived", "ended_at": MOMENT, "why": ""},
        {"state": "sent", "ended_at": MOMENT, "why": "refused"},
    ],
}  # fmt: skip

# What happens at another time than it may.
MISTIMED: dict[str, Ways] = {
    "safe_hours_begin_and_end": [
        {"hours_from": "09:00"}, {"hours_until": "17:00"}, {"hours_from": "09:00", "hours_until": "09:00"},
    ],
    "reaching_beyond_ones_networks_ends_within_an_hour": [{"until": IN_TWO_HOURS}, {"until": BEFORE}],
    "a_finding_is_looked_at_within_ninety_days": [{"look_by": NINETY_ONE_DAYS_ON}, {"look_by": MOMENT}],
    "a_finding_lies_behind": [{"found_at": MOMENT, "written_at": BEFORE}],
    "a_finding_that_stays_is_looked_at_within_ninety_days": [
        {"look_by": NINETY_ONE_DAYS_ON}, {"look_by": MOMENT}, {"look_by": None}, {"looked": "can_now"},
    ],
    "a_grant_that_goes_on_is_looked_at_within_a_year": [
        {"look_by": TWO_YEARS_ON}, {"look_by": MOMENT}, {"look_by": None}, {"looked": "ended"},
    ],
    "nobody_is_met_before_they_called": [{"contacted_at": MOMENT, "first_met_at": BEFORE}],
    "a_first_offer_has_both_its_times": [{"first_offered_at": MOMENT}, {"first_offered_for": LATER}],
    "a_message_that_has_ended_says_when": [
        {"state": "sent", "ended_at": None}, {"state": "waiting", "ended_at": MOMENT},
    ],
    "a_try_that_ended_says_how": [
        {"ended_at": MOMENT, "outcome": ""}, {"ended_at": None, "outcome": "taken"},
    ],
    "a_held_meeting_has_its_end": [
        {"status": "held", "held_at": None, "opened_at": MOMENT, "opened_by_id": RUTH, "agreed_at": BEFORE},
        {"status": "held", "held_at": BEFORE, "opened_at": MOMENT, "opened_by_id": RUTH, "agreed_at": BEFORE},
        {"status": "held", "held_at": LATER, "opened_at": None, "opened_by_id": RUTH, "agreed_at": BEFORE},
        {"status": "proposed", "held_at": LATER},
    ],
    "an_agreed_meeting_has_its_hour": [{"status": "agreed", "agreed_at": None}],
    "a_period_is_longer_than_no_time": [{"months": 0}],
    "a_planned_week_begins_on_a_monday": [{"week": "2026-11-03"}, {"week": "2026-11-08"}],
    "what_happened_ended_after_it_began": [{"until_on": "2026-11-01", "until_known": "day"}],
    "an_end_is_known_more_or_less": [
        {"until_on": "2026-11-02"}, {"until_known": "day"}, {"until_on": "2026-11-02", "until_known": "week"},
    ],
    "what_happened_has_begun": [{"told_up_to": "2026-11-01"}],
    "a_month_begins_on_its_first_day": [
        {"since_known": "month"}, {"since_known": "year"},
        {"since_known": "year", "since_on": "2026-02-01"},
    ],
    "what_did_not_happen_says_up_to_when": [{"sort": "none"}],
    "a_call_for_help_is_on_one_day": [
        {"kind": "crisis_contact", "sort": "helpline", "until_on": "2026-11-02", "until_known": "day"},
    ],
    "no_plan_is_more_than_done": [{"progress": 101}],
    "no_count_is_more_than_done": [{"progress": 101}],
    "a_count_that_ended_says_when": [{"state": "running", "ended_at": MOMENT}, {"state": "refused"}],
    "figures_are_of_a_time_and_tables_of_all_there_is": [
        {"kind": "tables"}, {"start": None}, {"until": None}, {"until": "2026-11-02"},
    ],
    "a_release_ends_after_it_begins": [{"until": "2026-11-02"}],
    "a_timetable_that_ended_says_when": [{"state": "running", "ended_at": MOMENT}, {"state": "done"}],
    "what_has_no_place_in_a_week_says_why": [
        {"state": "not_placed", "planned": None, "why": " "}, {"state": "not_placed"}, {"planned": None},
        {"planned": "empty"},
    ],
    "an_instrument_that_comes_again_says_after_how_long": [
        {"offered": "weeks", "weeks": None}, {"offered": "weeks", "weeks": 0}, {"offered": "after_meeting", "weeks": 4},
    ],
    "an_instrument_is_offered_from_a_moment_on": [{"during": "empty"}, {"during": f"(,{MOMENT})"}],
    "a_turn_begins_and_ends": [
        {"during": "empty"}, {"during": f"(,{MOMENT})"}, {"during": f"[{MOMENT},)"}, {"during": "(,)"},
    ],
    "a_time_away_begins": [{"during": "empty"}, {"during": f"(,{MOMENT})"}, {"during": "(,)"}],
    "only_a_refusal_names_one_of_us": [
        {"kind": kind, "practitioner_id": "00000000-0000-4000-8000-000000000001"} for kind in ("other", "involve")
    ],
    "a_training_was_held_on_a_day_and_nothing_else_was": [
        {"kind": "training", "held_on": None}, {"kind": "language", "held_on": "2026-11-02"},
        {"kind": "base", "held_on": None, "until": "2026-11-02"},
    ],
    "a_training_runs_out_after_it_was_held": [{"kind": "training", "held_on": "2026-11-02", "until": "2026-11-01"}],
    "working_hours_lie_within_a_day": [
        {"hours": "empty"}, {"hours": "[-1,60)"}, {"hours": "[1380,1441)"}, {"hours": "(,60)"}, {"hours": "[60,)"},
    ],
    "working_hours_hold_from_a_day_on": [{"valid": "empty"}, {"valid": "(,2026-11-02)"}],
    "somebody_comes_out_after_going_in": [{"in_at": MOMENT, "due_out_at": MOMENT}],
    "who_left_has_an_end": [
        {"belonging": "left", "during": FROM_NOW_ON}, {"belonging": "belongs", "during": PERIOD,
         "person_agreed_at": MOMENT},
    ],
    "a_seal_has_entries": [{"first": 2, "last": 1}],
}  # fmt: skip

# What somebody does who may not, or whom nobody names.
BY_NOBODY: dict[str, Ways] = {
    "an_answer_to_a_release_has_a_name_and_a_day": [
        {"agreed": True}, {"agreed": False, "answered_by_id": RUTH}, {"answered_at": MOMENT},
    ],
    "only_practitioners_and_privacy_leads_reach_beyond": [{"capacity": "service_lead"}, {"capacity": "oneself"}],
    "a_deletion_takes_two_people": [{"asked_by_id": RUTH, "agreed_by_id": RUTH, "agreed_at": MOMENT}],
    "a_deletion_is_agreed_at_a_moment": [{"agreed_by_id": RUTH}, {"agreed_at": MOMENT}],
    "a_deletion_is_agreed_or_refused": [
        {"refused_by_id": RUTH}, {"refused_at": MOMENT},
        {"agreed_by_id": RUTH, "agreed_at": MOMENT, "refused_by_id": LEON, "refused_at": MOMENT},
    ],
    "nobody_from_the_service_ends_alone": [
        {"kind": "network_decided", "decision_id": SOMETHING, "persons_position_id": SOMETHING, "persons_stand": None},
        {"kind": "network_decided", "decision_id": SOMETHING, "persons_position_id": SOMETHING,
         "persons_stand": "unsure"},
        {"kind": "network_decided", "decision_id": SOMETHING, "persons_position_id": None, "persons_stand": "agree"},
        {"kind": "network_decided", "decision_id": None, "persons_position_id": SOMETHING, "persons_stand": "agree"},
        {"kind": "died", "persons_stand": "agree"},
    ],
    "a_record_is_opened_again_with_a_reason": [
        {"lifted_by_id": RUTH, "lifted_at": MOMENT, "lifted_why": " "}, {"lifted_by_id": RUTH, "lifted_why": "No."},
        {"lifted_at": MOMENT, "lifted_why": "He lives."},
    ],
    "who_reads_after_a_death_is_decided_with_a_reason": [
        {"members_read": True, "decided_words": " "}, {"decided_at": MOMENT, "decided_words": "Leon wished it."},
        {"decided_at": MOMENT, "decided_by_id": RUTH, "decided_words": " "},
    ],
    "what_was_decided_of_a_plan_says_who_and_what_it_became": [
        {"state": "accepted", "decided_at": MOMENT, "decided_by_id": RUTH}, {"state": "declined"},
        {"state": "accepted", "became_id": SOMETHING, "decided_at": MOMENT},
        {"state": "declined", "became_id": SOMETHING, "decided_at": MOMENT, "decided_by_id": RUTH},
        {"state": "declined", "decided_by_id": RUTH}, {"decided_at": MOMENT}, {"became_id": SOMETHING},
        {"decided_by_id": RUTH},
    ],
    "who_was_told_of_a_meeting_was_told_by_somebody": [{"told_at": MOMENT}, {"told_by_id": RUTH}],
    "somebody_is_wanted_in_somebodys_place": [{"meeting_id": SOMETHING}, {"instead_of_id": RUTH}],
    "a_hand_over_is_answered_once": [{"accepted": True}, {"answered_at": MOMENT}],
    "nobody_hands_over_to_themself": [{"offered_by_id": RUTH, "offered_to_id": RUTH}],
    "an_accepted_responsibility_has_its_hand_over": [
        {"by_way": "accepted", "hand_over_id": SOMETHING, "accepted": None},
        {"by_way": "accepted", "hand_over_id": SOMETHING, "accepted": False},
        {"by_way": "accepted", "hand_over_id": None, "accepted": True},
        {"by_way": "took_contact", "hand_over_id": SOMETHING},
    ],
    "nobody_looks_into_what_they_did_themselves": [{"reader_id": RUTH, "person_id": RUTH}],
    "a_letter_goes_with_a_yes": [{"persons_stand": "unsure"}],
    "nobody_is_tied_to_themself": [{"one": LEON, "other": LEON}],
    "an_entry_is_moved_or_comes_back": [
        {"moved_to_id": SOMETHING}, {"moved_as": SOMETHING}, {"moved_at": MOMENT},
        {"moved_to_id": SOMETHING, "moved_as": SOMETHING, "moved_at": MOMENT, "back_at": MOMENT, "back_by_id": LEON,
         "back_asked_by_id": RUTH, "back_asked_at": MOMENT},
    ],
    "an_entry_comes_back_by_two_people": [
        {"back_at": MOMENT, "back_by_id": RUTH, "back_asked_by_id": RUTH, "back_asked_at": MOMENT, "back_why": "Ours."},
        {"back_at": MOMENT, "back_by_id": None, "back_asked_by_id": RUTH, "back_asked_at": MOMENT, "back_why": "Ours."},
        {"back_at": MOMENT, "back_by_id": RUTH},
        {"back_by_id": RUTH},
    ],
    "a_host_agrees": [{"host_agreed_at": MOMENT}],
    "a_meeting_not_held_says_who_and_why": [
        {"status": "not_held", "not_held_by": "person", "not_held_why": " ", "not_held_at": MOMENT},
        {"status": "not_held", "not_held_by": "", "not_held_why": "Snow.", "not_held_at": MOMENT},
        {"status": "not_held", "not_held_by": "person", "not_held_why": "Snow.", "not_held_at": None},
        {"status": "proposed", "not_held_at": MOMENT},
    ],
    "an_open_meeting_was_opened_by_somebody": [
        {"status": "open", "agreed_at": MOMENT, "opened_at": MOMENT},
        {"status": "open", "agreed_at": MOMENT, "opened_by_id": RUTH},
    ],
    "nobody_belongs_before_the_person_said_yes": [{"belonging": "belongs", "person_agreed_at": None}],
    "only_who_belongs_reads_or_writes": [{"may_read": True}, {"may_write": True}],
    "who_left_a_team_says_how": [{"during": PERIOD, "left_by": ""}, {"during": FROM_NOW_ON, "left_by": "long_away"}],
    "who_left_by_a_decision_has_it": [
        {"during": PERIOD, "left_by": "decision"}, {"during": PERIOD, "left_by": "long_away",
         "left_decision_id": SOMETHING},
    ],
    "an_afterword_follows_a_voice": [{"kind": "afterword"}, {"kind": "voice", "about_id": SOMETHING}],
}  # fmt: skip

BROKEN: dict[str, Ways] = UNSAID | MISTIMED | BY_NOBODY
