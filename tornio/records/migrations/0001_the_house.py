import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import tornio.core.episodes
import tornio.core.messages
import tornio.core.networks
import tornio.people.constraints
import tornio.people.keys
import tornio.people.models.base
import tornio.records.models.written

_FUNCTIONS_OF_NO_TRIGGER_GO = """
    DO $$ DECLARE gone regprocedure; BEGIN
        FOR gone IN SELECT p.oid FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
            AND prorettype = 'trigger'::regtype AND proowner = current_user::regrole
            AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgfoid = p.oid)
        LOOP EXECUTE 'DROP FUNCTION ' || gone; END LOOP;
    END $$
"""


class Migration(migrations.Migration):
    """Every table, as one step: nothing was released before it. What it replaces was made while the house was built."""

    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_a_held_meeting_says_what_it_lacked"),
        ("records", "0003_staff_keep_no_notes_to_themselves"),
        ("records", "0004_bookings_are_found_by_their_meeting"),
        ("records", "0005_a_decision_has_its_moment"),
        ("records", "0006_how_far_somebody_reaches_is_found_by_index"),
        ("records", "0007_an_entry_in_the_wrong_record_leaves_view"),
        ("records", "0008_what_is_kept_apart"),
        ("records", "0009_what_people_may_ask_of_their_record"),
        ("records", "0010_messages"),
        ("records", "0011_what_was_read_is_chained"),
        ("records", "0012_who_may_act_for_somebody_and_what_worries_us"),
        ("records", "0013_what_the_person_says_holds"),
        ("records", "0014_a_grant_is_never_made_longer"),
        ("records", "0015_jobs_have_their_tables"),
        ("records", "0016_how_somebody_spoke"),
        ("records", "0017_a_line_of_the_trail_is_lawfully_forgotten"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_the_house"),
        # What writes a message wakes a job, so the tables of the jobs are there first.
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        # Taking a table away takes its triggers, and leaves what they called; this goes last on the way back.
        migrations.RunSQL(migrations.RunSQL.noop, _FUNCTIONS_OF_NO_TRIGGER_GO),
        migrations.CreateModel(
            name="CannotDecide",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.TextField()),
                ("found_by", models.CharField(max_length=200)),
                ("evidence", models.TextField()),
                ("helped", models.TextField()),
                ("found_at", models.DateTimeField()),
                ("look_by", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_cannotdecide_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "centre"),
                        name="records_cannotdecide_centre_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_cannotdecide_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__regex", "^\\s*$"), _negated=True),
                            models.Q(("found_by__regex", "^\\s*$"), _negated=True),
                            models.Q(("evidence__regex", "^\\s*$"), _negated=True),
                            models.Q(("helped__regex", "^\\s*$"), _negated=True),
                        ),
                        name="a_finding_says_about_what_who_and_on_what_evidence",
                        violation_error_message="Say what it is about, who found so, on what evidence, and what was done to help them decide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("look_by__gt", models.F("found_at")),
                            (
                                "look_by__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("found_at"), "+", models.Value(datetime.timedelta(days=90))
                                ),
                            ),
                        ),
                        name="a_finding_is_looked_at_within_ninety_days",
                        violation_error_message="It is looked at again within 90 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("found_at__lte", models.F("written_at"))),
                        name="a_finding_lies_behind",
                        violation_error_message="That time has not come yet.",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_finding_ends_with_the_persons_death",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM people_person p WHERE p.organisation_id = NEW.organisation_id AND p.id = NEW.centre_id AND p.died_on IS NOT NULL)",
                        violation_error_message="This ends with the person’s death.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("outcome", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("decided_during", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                ("spoken_of_before", models.PositiveSmallIntegerField(null=True)),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_decision_is_one_organisations"
                    ),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_decisions",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_decision_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.Guard(
                        name="a_decision_needs_an_open_meeting",
                        on="INSERT",
                        refuse_if="NOT EXISTS (SELECT 1 FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.id = NEW.meeting_id AND m.status = 'open' FOR SHARE)",
                        violation_error_message="A decision is made only in an open meeting.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_during__endswith", models.F("at")),
                                ("decided_during__isempty", False),
                                ("decided_during__isnull", False),
                                ("decided_during__lower_inf", False),
                                ("decided_during__startswith", models.F("at")),
                                ("decided_during__upper_inf", False),
                                ("outcome", "decided"),
                            ),
                            models.Q(("decided_during__isnull", True), ("outcome", "not_decided")),
                            _connector="OR",
                        ),
                        name="what_was_decided_has_its_moment",
                        violation_error_message="When was it decided?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_decision_has_words",
                        violation_error_message="Write what it was about.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "medication"), ("spoken_of_before__isnull", False)),
                            models.Q(("kind", "medication"), _negated=True),
                            _connector="OR",
                        ),
                        name="medication_says_how_many_meetings_spoke_of_it_before",
                        violation_error_message="How many meetings spoke of it before?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["decided", "not_decided"])),
                        name="a_decision_has_a_known_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["general", "medication", "team", "ending"])),
                        name="a_decision_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("words", models.TextField(blank=True)),
                ("persons_stand", models.CharField(max_length=12, null=True)),
                ("handed_to", models.CharField(blank=True, max_length=300)),
                ("members_may_know", models.TextField(blank=True)),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "decision",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_ending_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_ending_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["network_decided", "person_stopped", "died", "moved", "service_closed", "not_found"],
                            )
                        ),
                        name="an_ending_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "person_stopped"), _negated=True),
                            ("written_by", models.F("centre")),
                            models.Q(("words__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="who_stops_stops_by_their_own_hand_or_word",
                        violation_error_message="Write down how they said it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        tornio.core.episodes.EndingKind["MOVED"],
                                        tornio.core.episodes.EndingKind["SERVICE_CLOSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("handed_to__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="a_hand_over_says_to_whom",
                        violation_error_message="Who goes on with them?",
                    ),
                    tornio.people.constraints.Guard(
                        deferred=True,
                        name="an_ending_has_the_position_of_each_one_present",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_decision d JOIN records_presence p ON p.organisation_id = d.organisation_id AND p.meeting_id = d.meeting_id AND p.present @> lower(d.decided_during) WHERE d.organisation_id = NEW.organisation_id AND d.id = NEW.decision_id AND p.present_as IN ('centre', 'member', 'practitioner') AND NOT EXISTS (SELECT 1 FROM records_position s WHERE s.organisation_id = d.organisation_id AND s.decision_id = d.id AND s.person_id = p.person_id))",
                        violation_error_message="Ask everyone who is here where they stand, or write that they did not say.",
                        when="NEW.kind = 'network_decided'",
                    ),
                    tornio.people.constraints.Guard(
                        name="an_ending_rests_on_the_persons_latest_word",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_position yes JOIN records_position later ON later.organisation_id = yes.organisation_id AND later.decision_id = yes.decision_id AND later.person_id = yes.person_id AND later.number > yes.number WHERE yes.organisation_id = NEW.organisation_id AND yes.id = NEW.persons_position_id AND later.stand <> 'agree')",
                        violation_error_message="It ends only with the person's own yes.",
                        when="NEW.kind = 'network_decided'",
                    ),
                    tornio.people.constraints.Consequence(
                        do="UPDATE records_firstcontact SET closed_at = NEW.at, closed_why = NEW.words, closed_by = CASE NEW.kind WHEN 'network_decided' THEN 'person_and_network' ELSE 'person' END WHERE organisation_id = NEW.organisation_id AND network_id = NEW.network_id AND first_met_at IS NULL AND closed_at IS NULL AND contacted_at <= NEW.at;",
                        name="who_stops_by_their_own_hand_closes_what_waits_for_them",
                        on="INSERT",
                        when="NEW.kind IN ('person_stopped', 'network_decided') AND NEW.written_by_id = NEW.centre_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("returned", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ending",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.ending",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_episode_is_one_organisations"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ending__isnull", True)),
                            models.Q(
                                ("ended_at__gte", models.F("opened_at")),
                                ("ended_at__isnull", False),
                                ("ending__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_episode_ends_by_an_ending",
                        violation_error_message="Say how it ended.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="ending",
            name="episode",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.episode",
            ),
        ),
        migrations.CreateModel(
            name="FirstContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("channel", models.CharField(max_length=20)),
                ("own_words", models.TextField()),
                ("for_whom", models.CharField(max_length=20)),
                ("caller_name", models.CharField(blank=True, max_length=200)),
                ("caller_relation", models.CharField(blank=True, max_length=200)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("knows", models.CharField(default="not_asked", max_length=20)),
                ("language", models.CharField(blank=True, max_length=200)),
                ("needs", models.TextField(blank=True)),
                ("wishes", models.TextField(blank=True)),
                ("onset_words", models.CharField(blank=True, max_length=300)),
                ("onset_on", models.DateField(null=True)),
                ("contacted_at", models.DateTimeField()),
                ("referred_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("first_offered_at", models.DateTimeField(null=True)),
                ("first_offered_for", models.DateTimeField(null=True)),
                ("first_met_at", models.DateTimeField(null=True)),
                ("network_met_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=20)),
                ("closed_why", models.TextField(blank=True)),
                (
                    "caller",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "closed_written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "episode",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.episode",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "service", "-contacted_at"], name="contacts_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_firstcontact_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_firstcontact_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "caller"),
                        name="records_firstcontact_caller_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_firstcontact_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "closed_written_by"),
                        name="records_firstcontact_closed_written_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("own_words__regex", "^\\s*$"), _negated=True),
                        name="a_first_contact_has_the_callers_words",
                        violation_error_message="Write what they said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["telephone", "in_person", "web", "letter", "video"])),
                        name="a_first_contact_came_by_a_known_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("for_whom__in", ["self", "relative", "professional"])),
                        name="a_first_contact_is_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("knows__in", ["beside", "elsewhere", "not_yet", "not_asked"])),
                        name="who_knows_of_a_first_contact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by", ""),
                            ("closed_by__in", ["person", "caller", "person_and_network", "service", "not_found"]),
                            _connector="OR",
                        ),
                        name="a_first_contact_is_closed_by_somebody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by", ""),
                                ("closed_why", ""),
                                ("closed_written_by__isnull", True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_written_by__isnull", False),
                                models.Q(("closed_by__regex", "^\\s*$"), _negated=True),
                                models.Q(("closed_why__regex", "^\\s*$"), _negated=True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__in", ["person", "person_and_network"]),
                                ("closed_written_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_contact_that_goes_no_further_says_who_and_why",
                        violation_error_message="Say who decided, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_offered_at__isnull", False), ("first_offered_for__isnull", False)),
                            models.Q(("first_offered_at__isnull", True), ("first_offered_for__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_first_offer_has_both_its_times",
                        violation_error_message="An offer has the time it was made and the time it was for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_met_at__isnull", True),
                            ("first_met_at__gte", models.F("contacted_at")),
                            _connector="OR",
                        ),
                        name="nobody_is_met_before_they_called",
                        violation_error_message="The first meeting cannot be before the call.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("power", models.CharField(max_length=200)),
                ("covers", models.TextField()),
                ("may_read", models.BooleanField(default=False)),
                ("may_write", models.BooleanField(default=False)),
                ("evidence", models.TextField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("look_by", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "holder",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "holder"], name="grants_of_a_holder")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_grant_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "centre"),
                        name="records_grant_centre_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "holder"),
                        name="records_grant_holder_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_grant_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["parent", "proxy"])), name="a_grant_is_of_a_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("power__regex", "^\\s*$"), _negated=True),
                            models.Q(("covers__regex", "^\\s*$"), _negated=True),
                            models.Q(("evidence__regex", "^\\s*$"), _negated=True),
                        ),
                        name="a_grant_says_power_scope_and_evidence",
                        violation_error_message="Say by which power, for which decisions, and what you have seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holder", models.F("centre")), _negated=True),
                        name="nobody_is_their_own_proxy",
                        violation_error_message="Nobody needs a grant for themself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__lower_inf", False)),
                        name="a_grant_begins_at_a_moment",
                        violation_error_message="Say from when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("look_by__gt", models.F("written_at")),
                            (
                                "look_by__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("written_at"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="a_grant_is_looked_at_within_a_year",
                        violation_error_message="It is looked at again within a year.",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_grant_is_never_made_longer",
                        on="UPDATE OF during",
                        refuse_if="NOT NEW.during <@ OLD.during",
                        violation_error_message="A grant can end earlier, and not later. Write down a new one.",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_grant_ends_with_the_persons_death",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM people_person p WHERE p.organisation_id = NEW.organisation_id AND p.id = NEW.centre_id AND p.died_on IS NOT NULL)",
                        violation_error_message="A grant ends with the person’s death.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.TextField()),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                (
                    "first_contact",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="records.firstcontact",
                    ),
                ),
                (
                    "offered_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "offered_to",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_handover_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "offered_by"),
                        name="records_handover_offered_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "offered_to"),
                        name="records_handover_offered_to_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "first_contact", "id", "offered_to", "accepted"),
                        name="a_hand_over_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                        name="a_hand_over_says_why",
                        violation_error_message="Say why you are passing it on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", False), ("answered_at__isnull", False)),
                            models.Q(("accepted__isnull", True), ("answered_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_hand_over_is_answered_once",
                        violation_error_message="It has been answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offered_by", models.F("offered_to")), _negated=True),
                        name="nobody_hands_over_to_themself",
                        violation_error_message="It is yours already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("letter", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("to_whom", models.CharField(max_length=300)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "drafted_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_letter_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "drafted_by"),
                        name="records_letter_drafted_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "letter", "number"),
                        name="versions_of_a_letter_follow_each_other",
                        violation_error_message="Somebody has changed it just now. Look again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_letter_has_words",
                        violation_error_message="Nothing is written yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_whom__regex", "^\\s*$"), _negated=True),
                        name="a_letter_goes_to_somebody",
                        violation_error_message="To whom is it?",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterPosition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stand", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "letter",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="records.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "letter"], name="positions_on_a_letter")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_letterposition_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_letterposition_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_letterposition_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "letter", "person", "stand"), name="a_position_on_a_letter_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand__in", ["agree", "unsure", "disagree", "did_not_say"])),
                        name="somebody_stands_somewhere_known_on_a_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_network_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_network_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "centre"),
                        name="records_network_centre_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "id", "centre"), name="a_network_has_one_centre"),
                    models.UniqueConstraint(
                        fields=("organisation", "service", "centre"),
                        name="a_person_is_the_centre_of_one_network_in_a_service",
                        violation_error_message="This person has a network here already.",
                    ),
                    models.UniqueConstraint(fields=("organisation", "centre", "id"), name="networks_by_their_centre"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Misfiling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("entry", models.UUIDField()),
                ("said_at", models.DateTimeField()),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                ("back_asked_at", models.DateTimeField(null=True)),
                ("back_why", models.TextField(blank=True)),
                ("back_at", models.DateTimeField(null=True)),
                ("moved_as", models.UUIDField(null=True)),
                ("moved_at", models.DateTimeField(null=True)),
                (
                    "author",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "back_asked_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "back_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "said_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "moved_to",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "-at"], name="misfilings_of_a_network"),
                    models.Index(fields=["organisation", "author"], name="misfilings_of_an_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_misfiling_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_misfiling_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "author"),
                        name="records_misfiling_author_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "said_by"),
                        name="records_misfiling_said_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "back_asked_by"),
                        name="records_misfiling_back_asked_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "back_by"),
                        name="records_misfiling_back_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "moved_to"),
                        name="records_misfiling_moved_to_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("back_at__isnull", True)),
                        fields=("organisation", "entry"),
                        name="an_entry_is_in_the_wrong_record_once",
                        violation_error_message="It is out of view already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["voice", "question", "decision", "call", "talk", "act"])),
                        name="an_entry_in_the_wrong_record_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="whoever_takes_an_entry_out_of_view_says_why",
                        violation_error_message="Say why it is in the wrong record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("back_at__isnull", True), ("back_by__isnull", True)),
                            models.Q(
                                ("back_asked_by__isnull", False),
                                ("back_at__isnull", False),
                                models.Q(("back_by", models.F("back_asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_comes_back_by_two_people",
                        violation_error_message="Somebody else has to say that it stands in the right record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("back_asked_at__isnull", False), ("back_asked_by__isnull", False)),
                                models.Q(("back_asked_at__isnull", True), ("back_asked_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("back_asked_at__isnull", True),
                                models.Q(("back_why__regex", "^\\s*$"), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="whoever_wants_an_entry_back_says_why",
                        violation_error_message="Say why it stands in the right record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("moved_as__isnull", False),
                                    ("moved_at__isnull", False),
                                    ("moved_to__isnull", False),
                                ),
                                models.Q(
                                    ("moved_as__isnull", True), ("moved_at__isnull", True), ("moved_to__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            models.Q(("moved_at__isnull", True), ("back_at__isnull", True), _connector="OR"),
                        ),
                        name="an_entry_is_moved_or_comes_back",
                        violation_error_message="Its author has moved it to where it belongs.",
                    ),
                    tornio.people.constraints.Guard(
                        name="each_of_the_two_signs_with_their_own_name",
                        on="UPDATE OF back_asked_by_id, back_by_id",
                        refuse_if="(NEW.back_asked_by_id IS DISTINCT FROM OLD.back_asked_by_id AND NEW.back_asked_by_id::text IS DISTINCT FROM current_setting('tornio.person', true)) OR (NEW.back_by_id IS DISTINCT FROM OLD.back_by_id AND NEW.back_by_id::text IS DISTINCT FROM current_setting('tornio.person', true))",
                        violation_error_message="Each of the two signs with their own name.",
                    ),
                    tornio.people.constraints.Guard(
                        name="only_its_author_moves_an_entry",
                        on="UPDATE OF moved_to_id",
                        refuse_if="NEW.author_id::text IS DISTINCT FROM current_setting('tornio.person', true) OR (NEW.kind = 'call' AND NOT EXISTS (SELECT 1 FROM records_call c WHERE c.organisation_id = NEW.organisation_id AND c.id = NEW.entry AND (EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = c.organisation_id AND n.id = NEW.moved_to_id AND n.centre_id = c.caller_id) OR EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = c.organisation_id AND m.network_id = NEW.moved_to_id AND m.person_id = c.caller_id))))",
                        violation_error_message="Only its author moves it, and a call only to a network of whoever rang.",
                        when="NEW.moved_to_id IS NOT NULL",
                    ),
                    tornio.people.constraints.Consequence(
                        do="IF NEW.kind = 'voice' THEN INSERT INTO records_voice (kind, id, network_id, audience, chosen, organisation_id, author_id, written_by_id, read_back_at, read_back_words, spoken_as, said_to, text, said_at) SELECT 'voice', NEW.moved_as, NEW.moved_to_id, CASE o.audience WHEN 'author' THEN 'author' ELSE 'person_and_team' END, '{}', o.organisation_id, o.author_id, o.written_by_id, o.read_back_at, o.read_back_words, o.spoken_as, o.said_to, o.text, o.said_at FROM records_voice o WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry; ELSIF NEW.kind = 'question' THEN INSERT INTO records_openquestion (id, network_id, audience, chosen, organisation_id, asked_by_id, written_by_id, text, asked_at) SELECT NEW.moved_as, NEW.moved_to_id, CASE o.audience WHEN 'author' THEN 'author' ELSE 'person_and_team' END, '{}', o.organisation_id, o.asked_by_id, o.written_by_id, o.text, o.asked_at FROM records_openquestion o WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry; ELSIF NEW.kind = 'call' THEN INSERT INTO records_call (id, network_id, audience, chosen, organisation_id, taken_by_id, caller_id, began_at, ended_at, way, words, decided_for_self, told_that_it_is_read) SELECT NEW.moved_as, NEW.moved_to_id, CASE o.audience WHEN 'author' THEN 'author' ELSE 'person_and_team' END, '{}', o.organisation_id, o.taken_by_id, o.caller_id, o.began_at, o.ended_at, o.way, o.words, o.decided_for_self, o.told_that_it_is_read FROM records_call o WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry; ELSIF NEW.kind = 'talk' THEN INSERT INTO records_stafftalk (id, network_id, organisation_id, people, others, at, minutes, why, words, written_by_id) SELECT NEW.moved_as, NEW.moved_to_id, o.organisation_id, o.people, o.others, o.at, o.minutes, o.why, o.words, o.written_by_id FROM records_stafftalk o WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry; ELSIF NEW.kind = 'act' THEN INSERT INTO records_safetyact (id, network_id, audience, chosen, organisation_id, kind, at, until, what, by_whom, power, capacity_evidence, consulted, why_without, written_by_id, written_at) SELECT NEW.moved_as, NEW.moved_to_id, CASE o.audience WHEN 'author' THEN 'author' ELSE 'person_and_team' END, '{}', o.organisation_id, o.kind, o.at, o.until, o.what, o.by_whom, o.power, o.capacity_evidence, o.consulted, o.why_without, o.written_by_id, o.written_at FROM records_safetyact o WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry; END IF;",
                        name="a_moved_entry_stands_where_it_belongs",
                        on="UPDATE OF moved_to_id",
                        when="NEW.moved_to_id IS NOT NULL AND OLD.moved_to_id IS NULL",
                    ),
                    tornio.people.constraints.Consequence(
                        do="IF NEW.kind = 'voice' THEN WITH RECURSIVE wording(id) AS (SELECT NEW.entry UNION SELECT found.id FROM wording w, LATERAL (SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.rewords_id = w.id UNION ALL SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.about_id = w.id UNION ALL SELECT v.rewords_id FROM records_voice v WHERE v.id = w.id AND v.rewords_id IS NOT NULL) found)  UPDATE records_voice SET out_of_view_at = NEW.at WHERE id IN (SELECT id FROM wording) AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; ELSIF NEW.kind = 'question' THEN UPDATE records_openquestion SET out_of_view_at = NEW.at WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; UPDATE records_questionturn SET out_of_view_at = NEW.at WHERE question_id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; ELSIF NEW.kind = 'decision' THEN UPDATE records_decision SET out_of_view_at = NEW.at WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; UPDATE records_position SET out_of_view_at = NEW.at WHERE decision_id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; ELSIF NEW.kind = 'call' THEN UPDATE records_call SET out_of_view_at = NEW.at WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; ELSIF NEW.kind = 'talk' THEN UPDATE records_stafftalk SET out_of_view_at = NEW.at WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; ELSIF NEW.kind = 'act' THEN UPDATE records_safetyact SET out_of_view_at = NEW.at WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at IS NULL; END IF; UPDATE records_statement SET out_of_view_at = NEW.at WHERE organisation_id = NEW.organisation_id AND kind = NEW.kind AND author_id = NEW.author_id AND said_at = NEW.said_at AND out_of_view_at IS NULL;",
                        name="an_entry_in_the_wrong_record_is_out_of_view",
                        on="INSERT",
                    ),
                    tornio.people.constraints.Consequence(
                        do="IF NEW.kind = 'voice' THEN WITH RECURSIVE wording(id) AS (SELECT NEW.entry UNION SELECT found.id FROM wording w, LATERAL (SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.rewords_id = w.id UNION ALL SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.about_id = w.id UNION ALL SELECT v.rewords_id FROM records_voice v WHERE v.id = w.id AND v.rewords_id IS NOT NULL) found)  UPDATE records_voice SET out_of_view_at = NULL WHERE id IN (SELECT id FROM wording) AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; ELSIF NEW.kind = 'question' THEN UPDATE records_openquestion SET out_of_view_at = NULL WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; UPDATE records_questionturn SET out_of_view_at = NULL WHERE question_id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; ELSIF NEW.kind = 'decision' THEN UPDATE records_decision SET out_of_view_at = NULL WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; UPDATE records_position SET out_of_view_at = NULL WHERE decision_id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; ELSIF NEW.kind = 'call' THEN UPDATE records_call SET out_of_view_at = NULL WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; ELSIF NEW.kind = 'talk' THEN UPDATE records_stafftalk SET out_of_view_at = NULL WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; ELSIF NEW.kind = 'act' THEN UPDATE records_safetyact SET out_of_view_at = NULL WHERE id = NEW.entry AND organisation_id = NEW.organisation_id AND out_of_view_at = NEW.at; END IF; UPDATE records_statement SET out_of_view_at = NULL WHERE organisation_id = NEW.organisation_id AND kind = NEW.kind AND author_id = NEW.author_id AND said_at = NEW.said_at AND out_of_view_at = NEW.at;",
                        name="an_entry_in_the_right_record_comes_back",
                        on="UPDATE OF back_at",
                        when="NEW.back_at IS NOT NULL AND OLD.back_at IS NULL",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=200)),
                ("subject", models.UUIDField(null=True)),
                ("route", models.CharField(blank=True, max_length=8)),
                ("written_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("useful_until", models.DateTimeField(null=True)),
                ("state", models.CharField(default="waiting", max_length=12)),
                ("why", models.CharField(blank=True, max_length=16)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "way",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.safeway",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["organisation", "not_before"],
                        name="messages_that_wait",
                    ),
                    models.Index(fields=["organisation", "person", "-written_at"], name="messages_of_somebody"),
                    models.Index(fields=["organisation", "subject"], name="messages_about_something"),
                    models.Index(fields=["organisation", "service", "-written_at"], name="messages_of_a_service"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_message_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_message_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_message_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_message_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "way"),
                        name="records_message_way_same_organisation",
                        to="people_safeway",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "key"), name="one_key_is_one_message"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "invited",
                                    "reminder",
                                    "moved",
                                    "called_off",
                                    "team",
                                    "stands_in",
                                    "read_back",
                                    "offered",
                                    "waits",
                                    "silence",
                                    "help",
                                    "beyond",
                                ],
                            )
                        ),
                        name="a_message_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "to_print", "sent", "posted", "told", "not_needed", "not_arrived"],
                            )
                        ),
                        name="a_message_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route__in", ["", "text", "email", "letter"])),
                        name="a_message_goes_by_a_known_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["", "no_way", "hours_in_words", "refused", "too_late"])),
                        name="a_message_failed_for_a_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "state__in",
                                    [
                                        tornio.core.messages.MessageState["NOT_ARRIVED"],
                                        tornio.core.messages.MessageState["NOT_NEEDED"],
                                        tornio.core.messages.MessageState["POSTED"],
                                        tornio.core.messages.MessageState["SENT"],
                                        tornio.core.messages.MessageState["TOLD"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            tornio.core.messages.MessageState["NOT_ARRIVED"],
                                            tornio.core.messages.MessageState["NOT_NEEDED"],
                                            tornio.core.messages.MessageState["POSTED"],
                                            tornio.core.messages.MessageState["SENT"],
                                            tornio.core.messages.MessageState["TOLD"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_message_that_has_ended_says_when",
                        violation_error_message="A message that has ended says when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_arrived"), models.Q(("why", ""), _negated=True)),
                            models.Q(models.Q(("state", "not_arrived"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="a_message_that_did_not_arrive_says_why",
                        violation_error_message="Say why it did not arrive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterSent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("persons_stand", models.CharField(max_length=12)),
                ("way", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "agreed",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.letterposition",
                    ),
                ),
                (
                    "centre",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "letter",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="records.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "sent_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_lettersent_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "sent_by"),
                        name="records_lettersent_sent_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network", "centre"),
                        name="a_letter_goes_with_the_yes_of_who_is_at_the_centre",
                        to="records_network",
                        to_columns=("organisation_id", "id", "centre_id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("persons_stand", "agree")),
                        name="a_letter_goes_with_a_yes",
                        violation_error_message="The person has not agreed to it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["post", "by_hand", "secure_mail", "person"])),
                        name="a_letter_goes_in_a_known_way",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="letterposition",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.network",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="records.network",
            ),
        ),
        migrations.CreateModel(
            name="KeptOn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("until_on", models.DateField()),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "-at"], name="kept_on_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_kepton_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_kepton_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_kepton_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="a_record_is_kept_on_for_a_reason",
                        violation_error_message="Say why it is kept on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptApart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ground", models.CharField(max_length=30)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField()),
                ("why", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("review_by", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "kept_at"], name="kept_apart_in_a_network")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_keptapart_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_keptapart_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_keptapart_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "network", "ground"), name="what_is_kept_apart_has_one_ground"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                ["serious_harm", "third_party_confidence", "child_abuse_data", "crime", "court"],
                            )
                        ),
                        name="what_is_kept_apart_has_a_lawful_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="what_is_kept_apart_has_words",
                        violation_error_message="Nothing is written yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="what_is_kept_apart_says_why",
                        violation_error_message="Say why it is kept from them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "serious_harm"), _negated=True),
                            models.Q(("decided_by__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="serious_harm_is_decided_by_somebody_named",
                        violation_error_message="Name the health professional who decided this, and what they are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_by__gt", models.F("kept_at")),
                            (
                                "review_by__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("kept_at"), "+", models.Value(datetime.timedelta(days=90))
                                ),
                            ),
                        ),
                        name="what_is_kept_apart_is_looked_at_within_ninety_days",
                        violation_error_message="It is looked at again within 90 days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("looked", models.CharField(max_length=12)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("look_by", models.DateTimeField(null=True)),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "grant",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="records.grant",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "grant", "at"], name="looks_at_a_grant")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_grantreview_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_grantreview_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_grantreview_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looked__in", ["goes_on", "ended"])),
                        name="a_look_at_a_grant_comes_to_something_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_look_at_a_grant_has_words",
                        violation_error_message="Say what you found.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("look_by__gt", models.F("at")),
                                ("look_by__isnull", False),
                                (
                                    "look_by__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("at"), "+", models.Value(datetime.timedelta(days=366))
                                    ),
                                ),
                                ("looked", "goes_on"),
                            ),
                            models.Q(models.Q(("looked", "goes_on"), _negated=True), ("look_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_grant_that_goes_on_is_looked_at_within_a_year",
                        violation_error_message="It is looked at again within a year.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="grant",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="records.network",
            ),
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("died_on", models.DateField(null=True)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("members_read", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_words", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_why", models.TextField(blank=True)),
                (
                    "decided_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "lifted_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "said_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_freeze_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_freeze_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "said_by"),
                        name="records_freeze_said_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "decided_by"),
                        name="records_freeze_decided_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "lifted_by"),
                        name="records_freeze_lifted_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("organisation", "network"),
                        name="a_record_is_frozen_once",
                        violation_error_message="This record is frozen already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_death_is_told_in_words",
                        violation_error_message="Write what you were told, and by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("decided_at__isnull", True), ("members_read", False)),
                                models.Q(("decided_words__regex", "^\\s*$"), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="who_reads_after_a_death_is_decided_with_a_reason",
                        violation_error_message="Say what was decided, and on what it rests.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("lifted_at__isnull", True),
                                models.Q(("lifted_why__regex", "^\\s*$"), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="a_record_is_opened_again_with_a_reason",
                        violation_error_message="Say how you know that it is not so.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="firstcontact",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.network",
            ),
        ),
        migrations.AddField(
            model_name="episode",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="episodes",
                to="records.network",
            ),
        ),
        migrations.AddField(
            model_name="ending",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.network",
            ),
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("entry", models.UUIDField()),
                ("said_at", models.DateTimeField(null=True)),
                ("ground", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_why", models.TextField(blank=True)),
                ("rows", models.PositiveIntegerField(null=True)),
                ("commitment", models.CharField(blank=True, max_length=64)),
                (
                    "agreed_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "asked_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "author",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "refused_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "-asked_at"], name="deletions_of_a_network")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_deletion_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_deletion_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "author"),
                        name="records_deletion_author_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "asked_by"),
                        name="records_deletion_asked_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "agreed_by"),
                        name="records_deletion_agreed_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "refused_by"),
                        name="records_deletion_refused_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["retention_ended", "wrong_record", "court", "right"])),
                        name="a_deletion_has_a_named_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_deletion_says_why",
                        violation_error_message="Say which order, which right or which period it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_deletion_takes_two_people",
                        violation_error_message="This takes two people. Somebody else has to say yes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_deletion_is_agreed_at_a_moment",
                        violation_error_message="When was it agreed?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("refused_at__isnull", False), ("refused_by__isnull", False)),
                                models.Q(("refused_at__isnull", True), ("refused_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(("agreed_at__isnull", True), ("refused_at__isnull", True), _connector="OR"),
                        ),
                        name="a_deletion_is_agreed_or_refused",
                        violation_error_message="It was agreed or refused already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agreed_at__isnull", True), ("refused_at__isnull", True)),
                        fields=("organisation", "entry"),
                        name="a_deletion_is_asked_for_once_at_a_time",
                        violation_error_message="Somebody has put this forward already.",
                    ),
                    tornio.people.constraints.Guard(
                        name="whoever_puts_a_deletion_forward_signs_it",
                        on="INSERT",
                        refuse_if="NEW.asked_by_id::text IS DISTINCT FROM current_setting('tornio.person', true) OR NEW.agreed_by_id IS NOT NULL",
                        violation_error_message="Each of the two signs with their own name.",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_deletion_is_agreed_by_somebody_else_who_may",
                        on="UPDATE OF agreed_by_id, agreed_at",
                        refuse_if="OLD.agreed_by_id IS NOT NULL OR OLD.refused_by_id IS NOT NULL OR NEW.agreed_by_id IS NULL OR NEW.agreed_by_id::text IS DISTINCT FROM current_setting('tornio.person', true) OR NEW.agreed_by_id = NEW.asked_by_id OR NOT EXISTS (SELECT 1 FROM people_office o WHERE o.organisation_id = NEW.organisation_id AND o.office = 'privacy_lead' AND o.person_id IN (NEW.asked_by_id, NEW.agreed_by_id) AND o.since <= NEW.agreed_at AND (o.until IS NULL OR o.until > NEW.agreed_at))",
                        violation_error_message="One of the two is the privacy lead, and each signs with their own name.",
                    ),
                    tornio.people.constraints.Consequence(
                        do="DECLARE part text; whole text := gen_random_uuid()::text; few integer; many integer := 0; each record; BEGIN IF NEW.kind = 'record' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_voice t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_voice t SET text = CASE WHEN text = '' THEN '' ELSE '[deleted]' END, read_back_words = CASE WHEN read_back_words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, said_to = CASE WHEN said_to = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_openquestion t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_openquestion t SET text = CASE WHEN text = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_questionturn t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_questionturn t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_decision t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_decision t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_call t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_call t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, decided_for_self = CASE WHEN decided_for_self = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_stafftalk t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_stafftalk t SET why = CASE WHEN why = '' THEN '' ELSE '[deleted]' END, words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, others = CASE WHEN others = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_safetyact t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_safetyact t SET what = CASE WHEN what = '' THEN '' ELSE '[deleted]' END, by_whom = CASE WHEN by_whom = '' THEN '' ELSE '[deleted]' END, power = CASE WHEN power = '' THEN '' ELSE '[deleted]' END, why_without = CASE WHEN why_without = '' THEN '' ELSE '[deleted]' END, capacity_evidence = CASE WHEN capacity_evidence = '' THEN '' ELSE '[deleted]' END, consulted = CASE WHEN consulted = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_wish t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_wish t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_ending t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_ending t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, handed_to = CASE WHEN handed_to = '' THEN '' ELSE '[deleted]' END, members_may_know = CASE WHEN members_may_know = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_networkmeeting t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_networkmeeting t SET place_words = CASE WHEN place_words = '' THEN '' ELSE '[deleted]' END, fewer_why = CASE WHEN fewer_why = '' THEN '' ELSE '[deleted]' END, closing_words = CASE WHEN closing_words = '' THEN '' ELSE '[deleted]' END, not_held_why = CASE WHEN not_held_why = '' THEN '' ELSE '[deleted]' END, without_person_answer = CASE WHEN without_person_answer = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_firstcontact t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_firstcontact t SET own_words = CASE WHEN own_words = '' THEN '' ELSE '[deleted]' END, caller_name = CASE WHEN caller_name = '' THEN '' ELSE '[deleted]' END, caller_relation = CASE WHEN caller_relation = '' THEN '' ELSE '[deleted]' END, person_name = CASE WHEN person_name = '' THEN '' ELSE '[deleted]' END, language = CASE WHEN language = '' THEN '' ELSE '[deleted]' END, needs = CASE WHEN needs = '' THEN '' ELSE '[deleted]' END, wishes = CASE WHEN wishes = '' THEN '' ELSE '[deleted]' END, onset_words = CASE WHEN onset_words = '' THEN '' ELSE '[deleted]' END, closed_why = CASE WHEN closed_why = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_networkmember t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_networkmember t SET relation = CASE WHEN relation = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_teammember t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_teammember t SET left_words = CASE WHEN left_words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_presence t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_presence t SET described = CASE WHEN described = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_letter t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_letter t SET to_whom = CASE WHEN to_whom = '' THEN '' ELSE '[deleted]' END, words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_letterposition t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_letterposition t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_freeze t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_freeze t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, decided_words = CASE WHEN decided_words = '' THEN '' ELSE '[deleted]' END, lifted_why = CASE WHEN lifted_why = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_kepton t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_kepton t SET why = CASE WHEN why = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_misfiling t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_misfiling t SET why = CASE WHEN why = '' THEN '' ELSE '[deleted]' END, back_why = CASE WHEN back_why = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_position t WHERE t.organisation_id = NEW.organisation_id AND t.decision_id IN (SELECT d.id FROM records_decision d WHERE d.organisation_id = NEW.organisation_id AND d.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_position t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.decision_id IN (SELECT d.id FROM records_decision d WHERE d.organisation_id = NEW.organisation_id AND d.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_invitation t WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_invitation t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_booking t WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_booking t SET released_why = CASE WHEN released_why = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_substitution t WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_substitution t SET reason = CASE WHEN reason = '' THEN '' ELSE '[deleted]' END, told_words = CASE WHEN told_words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_attempt t WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_attempt t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_responsibility t WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_responsibility t SET reason = CASE WHEN reason = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_handover t WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE records_handover t SET reason = CASE WHEN reason = '' THEN '' ELSE '[deleted]' END WHERE t.organisation_id = NEW.organisation_id AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; DELETE FROM records_maptie t WHERE t.organisation_id = NEW.organisation_id AND t.map_id IN (SELECT m.id FROM records_networkmap m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; DELETE FROM records_mapnode t WHERE t.organisation_id = NEW.organisation_id AND t.map_id IN (SELECT m.id FROM records_networkmap m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; DELETE FROM records_networkmap t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM people_safeway t WHERE t.organisation_id = NEW.organisation_id AND t.person_id = (SELECT n.centre_id FROM records_network n WHERE n.id = NEW.network_id) AND NOT EXISTS (SELECT 1 FROM people_practitioner w WHERE w.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM people_office o WHERE o.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id AND m.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id AND n.centre_id = t.person_id AND n.id <> NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE people_safeway t SET value = '[deleted]', good_hours = '' WHERE t.organisation_id = NEW.organisation_id AND t.person_id = (SELECT n.centre_id FROM records_network n WHERE n.id = NEW.network_id) AND NOT EXISTS (SELECT 1 FROM people_practitioner w WHERE w.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM people_office o WHERE o.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id AND m.person_id = t.person_id) AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id AND n.centre_id = t.person_id AND n.id <> NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM people_person t WHERE t.organisation_id = NEW.organisation_id AND t.id = (SELECT n.centre_id FROM records_network n WHERE n.id = NEW.network_id) AND NOT EXISTS (SELECT 1 FROM people_practitioner w WHERE w.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM people_office o WHERE o.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id AND m.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id AND n.centre_id = t.id AND n.id <> NEW.network_id);  whole := whole || COALESCE(part, ''); UPDATE people_person t SET full_name = '[deleted]', called = '[deleted]', name_key = '', born_on = NULL, born_year = NULL, languages = '{}', communication_needs = '', identifier = '' WHERE t.organisation_id = NEW.organisation_id AND t.id = (SELECT n.centre_id FROM records_network n WHERE n.id = NEW.network_id) AND NOT EXISTS (SELECT 1 FROM people_practitioner w WHERE w.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM people_office o WHERE o.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id AND m.person_id = t.id) AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id AND n.centre_id = t.id AND n.id <> NEW.network_id); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; FOR each IN SELECT c.table_name, c.column_name FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.data_type = 'text' AND c.table_name LIKE 'records\\_%' AND c.table_name <> ALL (ARRAY['records_attempt', 'records_booking', 'records_call', 'records_correction', 'records_decision', 'records_deletion', 'records_ending', 'records_firstcontact', 'records_freeze', 'records_handover', 'records_invitation', 'records_kepton', 'records_letter', 'records_letterposition', 'records_misfiling', 'records_networkmap', 'records_networkmeeting', 'records_networkmember', 'records_openquestion', 'records_position', 'records_presence', 'records_questionturn', 'records_responsibility', 'records_safetyact', 'records_stafftalk', 'records_statement', 'records_substitution', 'records_teammember', 'records_voice', 'records_wish']) AND EXISTS (SELECT 1 FROM information_schema.columns n WHERE n.table_schema = 'public' AND n.table_name = c.table_name AND n.column_name = 'network_id') LOOP EXECUTE format('UPDATE %I SET %I = ''[deleted]'' WHERE organisation_id = $1 AND network_id = $2 AND %I <> ''''', each.table_name, each.column_name, each.column_name) USING NEW.organisation_id, NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; END LOOP; ELSIF NEW.kind = 'voice' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_voice t WHERE t.organisation_id = NEW.organisation_id AND t.id IN (WITH RECURSIVE wording(id) AS (SELECT NEW.entry UNION SELECT found.id FROM wording w, LATERAL (SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.rewords_id = w.id UNION ALL SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.about_id = w.id UNION ALL SELECT v.rewords_id FROM records_voice v WHERE v.id = w.id AND v.rewords_id IS NOT NULL) found)  SELECT id FROM wording);  whole := whole || COALESCE(part, ''); UPDATE records_voice t SET text = CASE WHEN text = '' THEN '' ELSE '[deleted]' END, read_back_words = CASE WHEN read_back_words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, said_to = CASE WHEN said_to = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id IN (WITH RECURSIVE wording(id) AS (SELECT NEW.entry UNION SELECT found.id FROM wording w, LATERAL (SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.rewords_id = w.id UNION ALL SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.about_id = w.id UNION ALL SELECT v.rewords_id FROM records_voice v WHERE v.id = w.id AND v.rewords_id IS NOT NULL) found)  SELECT id FROM wording); GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; ELSIF NEW.kind = 'question' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_openquestion t WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_openquestion t SET text = CASE WHEN text = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_questionturn t WHERE t.organisation_id = NEW.organisation_id AND t.question_id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_questionturn t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.question_id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; ELSIF NEW.kind = 'decision' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_decision t WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_decision t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_position t WHERE t.organisation_id = NEW.organisation_id AND t.decision_id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_position t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.decision_id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; ELSIF NEW.kind = 'call' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_call t WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_call t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, decided_for_self = CASE WHEN decided_for_self = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; ELSIF NEW.kind = 'talk' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_stafftalk t WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_stafftalk t SET why = CASE WHEN why = '' THEN '' ELSE '[deleted]' END, words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, others = CASE WHEN others = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; ELSIF NEW.kind = 'act' THEN SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_safetyact t WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry;  whole := whole || COALESCE(part, ''); UPDATE records_safetyact t SET what = CASE WHEN what = '' THEN '' ELSE '[deleted]' END, by_whom = CASE WHEN by_whom = '' THEN '' ELSE '[deleted]' END, power = CASE WHEN power = '' THEN '' ELSE '[deleted]' END, why_without = CASE WHEN why_without = '' THEN '' ELSE '[deleted]' END, capacity_evidence = CASE WHEN capacity_evidence = '' THEN '' ELSE '[deleted]' END, consulted = CASE WHEN consulted = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.id = NEW.entry; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_statement t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_statement t SET words = CASE WHEN words = '' THEN '' ELSE '[deleted]' END, spoken_as = CASE WHEN spoken_as = '' THEN '' ELSE '[deleted]' END, out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM records_correction t WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at;  whole := whole || COALESCE(part, ''); UPDATE records_correction t SET was = '', now = '[deleted]', why = '[deleted]', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at) WHERE t.organisation_id = NEW.organisation_id AND t.network_id = NEW.network_id AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at; GET DIAGNOSTICS few = ROW_COUNT; many := many + few;  END IF; UPDATE records_deletion SET rows = many, commitment = encode(sha256(convert_to(whole, 'UTF8')), 'hex') WHERE id = NEW.id; END;",
                        name="what_two_people_agreed_to_delete_is_gone",
                        on="UPDATE OF agreed_at",
                        when="NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="records.network",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("said_at", models.DateTimeField(null=True)),
                ("fact", models.CharField(max_length=12)),
                ("was", models.CharField(blank=True, max_length=300)),
                ("now", models.CharField(max_length=300)),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "author",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "corrected_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "at"], name="corrections_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_correction_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_correction_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "author"),
                        name="records_correction_author_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "corrected_by"),
                        name="records_correction_corrected_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fact__in", ["full_name", "called", "born_on", "identifier", "when"])),
                        name="what_is_put_right_is_a_known_fact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_correction_has_a_known_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="a_correction_says_why",
                        violation_error_message="Say how you know.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("was", models.F("now")), _negated=True),
                            models.Q(("now__regex", "^\\s*$"), _negated=True),
                        ),
                        name="a_correction_changes_something",
                        violation_error_message="It says the same as before.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.CharField(max_length=300)),
                ("words", models.TextField()),
                ("raised_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "raised_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "-raised_at"], name="concerns_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_concern_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_concern_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_concern_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "raised_by"),
                        name="records_concern_raised_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__regex", "^\\s*$"), _negated=True),
                        name="a_concern_says_about_whom",
                        violation_error_message="Say about whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_concern_has_words",
                        violation_error_message="Nothing is written yet.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("looked", models.CharField(max_length=16)),
                ("evidence", models.TextField()),
                ("found_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("look_by", models.DateTimeField(null=True)),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "finding",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="records.cannotdecide",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "finding", "at"], name="looks_at_a_finding")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_capacityreview_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_capacityreview_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_capacityreview_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looked__in", ["still_cannot", "can_now"])),
                        name="a_look_at_a_finding_comes_to_something_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence__regex", "^\\s*$"), _negated=True),
                            models.Q(("found_by__regex", "^\\s*$"), _negated=True),
                        ),
                        name="a_look_at_a_finding_says_who_and_on_what",
                        violation_error_message="Say who found so, and on what evidence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("look_by__gt", models.F("at")),
                                ("look_by__isnull", False),
                                (
                                    "look_by__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("at"), "+", models.Value(datetime.timedelta(days=90))
                                    ),
                                ),
                                ("looked", "still_cannot"),
                            ),
                            models.Q(models.Q(("looked", "still_cannot"), _negated=True), ("look_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_finding_that_stays_is_looked_at_within_ninety_days",
                        violation_error_message="It is looked at again within 90 days.",
                    ),
                    tornio.people.constraints.Guard(
                        name="who_can_decide_it_now_is_asked_anew",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_capacityreview l WHERE l.organisation_id = NEW.organisation_id AND l.finding_id = NEW.finding_id AND l.looked = 'can_now')",
                        violation_error_message="They can decide it now. If that changes, write it down anew.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="cannotdecide",
            name="network",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.network",
            ),
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("way", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("decided_for_self", models.TextField(blank=True)),
                ("told_that_it_is_read", models.BooleanField(default=False)),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "caller",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "taken_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "began_at"], name="calls_of_a_network"),
                    models.Index(fields=["organisation", "taken_by", "began_at"], name="calls_taken_by_somebody"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_call_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_call_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "taken_by"),
                        name="records_call_taken_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "caller"),
                        name="records_call_caller_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_call_has_words",
                        violation_error_message="Write what was said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_that_it_is_read", True)),
                        name="a_caller_is_told_who_may_read",
                        violation_error_message="Tell them first that the person may read it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_call_has_a_known_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("capacity", models.CharField(max_length=20)),
                ("as_whom", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "person", "-until"], name="glasses_of_a_reader"),
                    models.Index(fields=["organisation", "-at"], name="glasses_by_their_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_breakglass_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_breakglass_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_breakglass_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                        name="reaching_beyond_ones_networks_needs_a_reason",
                        violation_error_message="Say why you need to read this. The person will see it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", models.F("at")),
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("at"), "+", models.Value(datetime.timedelta(seconds=3600))
                                ),
                            ),
                        ),
                        name="reaching_beyond_ones_networks_ends_within_an_hour",
                        violation_error_message="It ends within the hour.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__in", ["practitioner", "privacy_lead"])),
                        name="only_practitioners_and_privacy_leads_reach_beyond",
                        violation_error_message="That is not yours to open.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApartReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ground", models.CharField(max_length=30)),
                ("looked", models.CharField(max_length=12)),
                ("why", models.TextField()),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("review_by", models.DateTimeField(null=True)),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "entry",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="records.keptapart",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "entry", "at"], name="looks_at_what_is_kept_apart")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_apartreview_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_apartreview_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_apartreview_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "entry", "network", "ground"),
                        name="a_look_is_at_what_is_kept_apart",
                        to="records_keptapart",
                        to_columns=("organisation_id", "id", "network_id", "ground"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looked__in", ["kept_on", "opened", "ended"])),
                        name="a_look_comes_to_something_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="a_look_says_why",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("looked", "kept_on"),
                                ("review_by__gt", models.F("at")),
                                ("review_by__isnull", False),
                                (
                                    "review_by__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("at"), "+", models.Value(datetime.timedelta(days=90))
                                    ),
                                ),
                            ),
                            models.Q(models.Q(("looked", "kept_on"), _negated=True), ("review_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="what_is_kept_on_is_looked_at_within_ninety_days",
                        violation_error_message="It is looked at again within 90 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "serious_harm"), _negated=True),
                            models.Q(("looked", "kept_on"), _negated=True),
                            models.Q(("decided_by__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="serious_harm_is_decided_anew_by_somebody_named",
                        violation_error_message="Name the health professional who decided this, and what they are.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("looked", "kept_on"), _negated=True),
                        fields=("organisation", "entry"),
                        name="what_is_kept_apart_is_over_once",
                        violation_error_message="This is kept apart no more.",
                    ),
                    tornio.people.constraints.Guard(
                        name="what_is_kept_apart_no_more_is_not_kept_on",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_apartreview r WHERE r.organisation_id = NEW.organisation_id AND r.entry_id = NEW.entry_id AND r.looked <> 'kept_on')",
                        violation_error_message="This is kept apart no more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("kept_at", models.DateTimeField(null=True)),
                (
                    "drawn_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maps",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_networkmap_is_one_organisations"
                    ),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_maps",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_networkmap_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "drawn_by"),
                        name="records_networkmap_drawn_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kept_at__isnull", True)),
                        fields=("organisation", "network"),
                        name="one_drawing_is_on_the_table_at_a_time",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_kept_drawing_does_not_change",
                        on="UPDATE",
                        refuse_if="true",
                        violation_error_message="This drawing is kept as it was.",
                        when="OLD.kept_at IS NOT NULL",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapTie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("one", models.UUIDField(null=True)),
                ("other", models.UUIDField()),
                ("kind", models.CharField(max_length=20)),
                ("taken_off", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "map",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="records.networkmap",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_maptie_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "map"),
                        name="records_maptie_map_same_organisation",
                        to="records_networkmap",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "map", "one"),
                        name="a_tie_holds_one_who_stands_on_the_map",
                        to="records_mapnode",
                        to_columns=("organisation_id", "map_id", "thing"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "map", "other"),
                        name="a_tie_holds_other_who_stands_on_the_map",
                        to="records_mapnode",
                        to_columns=("organisation_id", "map_id", "thing"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "map", "one", "other"), name="one_tie_between_two", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["touch", "strained", "quiet"])),
                        name="a_tie_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("one__isnull", True), models.Q(("one", models.F("other")), _negated=True), _connector="OR"
                        ),
                        name="nobody_is_tied_to_themself",
                        violation_error_message="Choose two of them.",
                    ),
                    tornio.people.constraints.Guard(
                        name="no_tie_changes_on_a_kept_drawing",
                        on="INSERT OR UPDATE",
                        refuse_if="EXISTS (SELECT 1 FROM records_networkmap m WHERE m.organisation_id = NEW.organisation_id AND m.id = NEW.map_id AND m.kept_at IS NOT NULL)",
                        violation_error_message="This drawing is kept as it was.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MapNode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("thing", models.UUIDField(default=tornio.people.keys.new_key)),
                ("called", models.CharField(max_length=120)),
                ("relation", models.CharField(blank=True, max_length=120)),
                ("ring", models.PositiveSmallIntegerField()),
                ("sector", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("word", models.CharField(blank=True, max_length=120)),
                ("taken_off", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "map",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="records.networkmap",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_mapnode_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "map"),
                        name="records_mapnode_map_same_organisation",
                        to="records_networkmap",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_mapnode_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "map", "thing"), name="a_thing_stands_once_on_a_map"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("called__regex", "^\\s*$"), _negated=True),
                        name="a_node_has_a_name",
                        violation_error_message="Who is it?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ring__in", [1, 2, 3])), name="a_node_stands_in_a_known_ring"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sector__in", ["family", "friends", "work_and_study", "places", "helpers"])
                        ),
                        name="a_node_stands_in_a_known_sector",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "staff", "place", "died", "animal"])),
                        name="a_node_is_of_a_known_kind",
                    ),
                    tornio.people.constraints.Guard(
                        name="nothing_moves_on_a_kept_drawing",
                        on="INSERT OR UPDATE",
                        refuse_if="EXISTS (SELECT 1 FROM records_networkmap m WHERE m.organisation_id = NEW.organisation_id AND m.id = NEW.map_id AND m.kept_at IS NOT NULL)",
                        violation_error_message="This drawing is kept as it was.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMeeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("planned", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("place_kind", models.CharField(max_length=12)),
                ("place_words", models.CharField(blank=True, max_length=300)),
                ("place_chosen_by", models.CharField(max_length=12)),
                ("time_chosen_by", models.CharField(max_length=12)),
                ("host_agreed_at", models.DateTimeField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("minimum_therapists", models.PositiveSmallIntegerField()),
                ("peer_required", models.BooleanField(default=False)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("fewer_why", models.TextField(blank=True)),
                ("closing_words", models.TextField(blank=True)),
                ("not_held_at", models.DateTimeField(null=True)),
                ("not_held_by", models.CharField(blank=True, max_length=12)),
                ("not_held_why", models.TextField(blank=True)),
                ("without_person_asked_at", models.DateTimeField(null=True)),
                ("without_person_answer", models.TextField(blank=True)),
                (
                    "episode",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.episode",
                    ),
                ),
                (
                    "first_contact",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.firstcontact",
                    ),
                ),
                (
                    "host",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="records.network",
                    ),
                ),
                (
                    "opened_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "proposed_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "-proposed_at"], name="meetings_of_a_network"),
                    models.Index(fields=["organisation", "status"], name="meetings_by_status"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_networkmeeting_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_networkmeeting_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "host"),
                        name="records_networkmeeting_host_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "proposed_by"),
                        name="records_networkmeeting_proposed_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "opened_by"),
                        name="records_networkmeeting_opened_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "network"), name="a_meeting_is_of_one_network"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "status", "planned"), name="a_meeting_has_one_time_and_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed", "open", "held", "not_held"])),
                        name="a_meeting_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place_kind__in", ["home", "elsewhere", "our_rooms", "ward", "telephone", "video"])
                        ),
                        name="a_meeting_is_at_a_known_kind_of_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place_chosen_by__in", ["person", "network", "together", "team"])),
                        name="a_place_was_chosen_by_somebody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("time_chosen_by__in", ["person", "network", "together", "team"])),
                        name="a_time_was_chosen_by_somebody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_held_by", ""),
                            ("not_held_by__in", ["person", "network", "service", "nobody"]),
                            _connector="OR",
                        ),
                        name="a_meeting_was_not_held_by_somebody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "not_held"]), ("agreed_at__isnull", False), _connector="OR"
                        ),
                        name="an_agreed_meeting_has_its_hour",
                        violation_error_message="A meeting is agreed first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["open", "held"]), _negated=True),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_open_meeting_was_opened_by_somebody",
                        violation_error_message="A meeting is opened by somebody.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("held_at__gte", models.F("opened_at")), ("held_at__isnull", False), ("status", "held")
                            ),
                            models.Q(models.Q(("status", "held"), _negated=True), ("held_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_held_meeting_has_its_end",
                        violation_error_message="A meeting ends after it was opened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("not_held_at__isnull", False),
                                ("status", "not_held"),
                                models.Q(("not_held_by__regex", "^\\s*$"), _negated=True),
                                models.Q(("not_held_why__regex", "^\\s*$"), _negated=True),
                            ),
                            models.Q(models.Q(("status", "not_held"), _negated=True), ("not_held_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_meeting_not_held_says_who_and_why",
                        violation_error_message="Say whose doing it was, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("host_agreed_at__isnull", True), ("host__isnull", False), _connector="OR"),
                        name="a_host_agrees",
                        violation_error_message="Who is the host?",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_meeting_moves_only_along_its_life",
                        on="UPDATE OF status",
                        refuse_if="(OLD.status, NEW.status) NOT IN (('proposed', 'agreed'), ('proposed', 'not_held'), ('agreed', 'not_held'), ('agreed', 'open'), ('open', 'held'))",
                        violation_error_message="The meeting is further on already. Look again.",
                        when="NEW.status <> OLD.status",
                    ),
                    tornio.people.constraints.Guard(
                        deferred=True,
                        name="a_meeting_is_agreed_with_enough_of_us",
                        on="INSERT OR UPDATE",
                        refuse_if="EXISTS (SELECT 1 FROM records_networkmeeting now WHERE now.organisation_id = NEW.organisation_id AND now.id = NEW.id AND now.status = 'agreed' AND ((SELECT count(*) FROM (SELECT 1 FROM records_booking b WHERE b.organisation_id = now.organisation_id AND b.meeting_id = now.id AND b.released_at IS NULL) booked) < now.minimum_therapists OR (now.peer_required AND NOT EXISTS (SELECT 1 FROM records_booking b WHERE b.organisation_id = now.organisation_id AND b.meeting_id = now.id AND b.released_at IS NULL AND b.peer))))",
                        violation_error_message="A meeting is agreed with at least the number of us that this service promises.",
                        when="NEW.status = 'agreed'",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_meeting_held_with_fewer_says_why",
                        on="UPDATE OF status",
                        refuse_if="NEW.fewer_why ~ '^\\s*$' AND ((SELECT count(DISTINCT p.person_id) FROM records_presence p WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as = 'practitioner') < NEW.minimum_therapists OR (NEW.peer_required AND NOT EXISTS (SELECT 1 FROM records_presence p JOIN people_practitioner w ON w.organisation_id = p.organisation_id AND w.person_id = p.person_id WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as = 'practitioner' AND w.profession = 'peer_practitioner')))",
                        violation_error_message="Fewer of us were here than we promise. Write why; the network can read it.",
                        when="NEW.status = 'held' AND OLD.status = 'open'",
                    ),
                    tornio.people.constraints.Guard(
                        name="a_meeting_without_the_person_has_their_answer",
                        on="UPDATE OF status",
                        refuse_if="NEW.without_person_asked_at IS NULL AND EXISTS (SELECT 1 FROM records_presence p WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as =  'member') AND NOT EXISTS (SELECT 1 FROM records_presence p WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as =  'centre')",
                        violation_error_message="The person was not here. Write when they were asked, and the answer.",
                        when="NEW.status = 'held' AND OLD.status = 'open'",
                    ),
                    tornio.people.constraints.Guard(
                        name="an_act_is_spoken_of_before_a_meeting_closes",
                        on="UPDATE OF status",
                        refuse_if="EXISTS (SELECT 1 FROM records_presence p JOIN records_network n ON n.organisation_id = p.organisation_id AND n.id = p.network_id AND n.centre_id = p.person_id WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id) AND EXISTS (SELECT 1 FROM records_safetyact a WHERE a.organisation_id = NEW.organisation_id AND a.network_id = NEW.network_id AND a.out_of_view_at IS NULL AND NOT EXISTS (SELECT 1 FROM records_acttelling t WHERE t.organisation_id = a.organisation_id AND t.act_id = a.id AND (t.told = 'spoken_of' OR t.meeting_id = NEW.id)))",
                        violation_error_message="Something was done without a meeting. Speak of it first, or ask and hear “not today”.",
                        when="NEW.status = 'held' AND OLD.status = 'open'",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="letter",
            name="meeting",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.networkmeeting",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("answer", models.CharField(default="not_yet", max_length=12)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="records.networkmeeting",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="invitations_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_invitation_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting"),
                        name="records_invitation_meeting_same_organisation",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_invitation_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "invited_by"),
                        name="records_invitation_invited_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "meeting", "person"), name="somebody_is_asked_once_to_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["not_yet", "comes", "for_part", "maybe", "cannot"])),
                        name="an_invitation_has_a_known_answer",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="records.networkmeeting",
            ),
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("booked_as", models.CharField(max_length=12)),
                ("peer", models.BooleanField(default=False)),
                ("planned", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("meeting_status", models.CharField(max_length=12)),
                ("booked_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("released_why", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="records.networkmeeting",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "practitioner"], name="bookings_of_somebody"),
                    models.Index(fields=["organisation", "meeting"], name="bookings_of_a_meeting"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_booking_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_booking_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "meeting_status", "planned"),
                        follow=True,
                        name="a_booking_keeps_its_meetings_time",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "status", "planned"),
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("organisation", "meeting", "practitioner"),
                        name="a_practitioner_is_booked_once_for_a_meeting",
                        violation_error_message="They have said yes already.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("meeting_status__in", ("agreed", "open")), ("released_at__isnull", True)),
                        expressions=[
                            (models.F("organisation"), "="),
                            (models.F("practitioner"), "="),
                            (models.F("planned"), "&&"),
                        ],
                        name="nobody_is_agreed_into_two_meetings_at_one_time",
                        violation_error_message="One of you is in another meeting at that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("booked_as__in", ["first", "team", "substitute"])),
                        name="a_practitioner_is_booked_in_a_known_way",
                    ),
                    tornio.people.constraints.Guard(
                        deferred=True,
                        name="an_agreed_meeting_keeps_enough_of_us",
                        on="UPDATE OF released_at",
                        refuse_if="EXISTS (SELECT 1 FROM records_networkmeeting now WHERE now.organisation_id = NEW.organisation_id AND now.id = NEW.meeting_id AND now.status = 'agreed' AND ((SELECT count(*) FROM (SELECT 1 FROM records_booking b WHERE b.organisation_id = now.organisation_id AND b.meeting_id = now.id AND b.released_at IS NULL) booked) < now.minimum_therapists OR (now.peer_required AND NOT EXISTS (SELECT 1 FROM records_booking b WHERE b.organisation_id = now.organisation_id AND b.meeting_id = now.id AND b.released_at IS NULL AND b.peer))))",
                        violation_error_message="Find somebody to stand in first, or say that the meeting is not held.",
                        when="NEW.meeting_status = 'agreed' AND NEW.released_at IS NOT NULL",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("relation", models.CharField(blank=True, max_length=120)),
                ("ring", models.PositiveSmallIntegerField()),
                ("sector", models.CharField(max_length=20)),
                ("belonging", models.CharField(max_length=20)),
                ("invited_by", models.CharField(max_length=20)),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("person_agreed_at", models.DateTimeField(null=True)),
                ("member_agreed_at", models.DateTimeField(null=True)),
                ("may_read", models.BooleanField(default=False)),
                ("may_write", models.BooleanField(default=False)),
                (
                    "ended_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="networks_of_a_member")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_networkmember_is_one_organisations"
                    ),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_members",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_networkmember_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_networkmember_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "ended_by"),
                        name="records_networkmember_ended_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.OneAtATime(
                        fields=("organisation", "network", "person"),
                        name="a_member_belongs_once_at_a_time",
                        period="during",
                        violation_error_message="They are in this network already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sector__in", ["family", "friends", "work_and_study", "places", "helpers"])
                        ),
                        name="a_member_stands_in_a_known_sector",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ring__in", [1, 2, 3])), name="a_member_stands_in_a_known_ring"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("belonging__in", ["asked", "belongs", "in_name", "left", "asked_to_leave"])
                        ),
                        name="a_member_belongs_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("invited_by__in", ["person", "called_first", "team_with_person"])),
                        name="a_member_was_invited_by_somebody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("belonging", "belongs"),
                            models.Q(("may_read", False), ("may_write", False)),
                            _connector="OR",
                        ),
                        name="only_who_belongs_reads_or_writes",
                        violation_error_message="Only somebody who belongs to the network reads or writes in it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("belonging", "belongs"), _negated=True),
                            ("person_agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="nobody_belongs_before_the_person_said_yes",
                        violation_error_message="The person decides who belongs.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "belonging__in",
                                    [
                                        tornio.core.networks.Belonging["ASKED"],
                                        tornio.core.networks.Belonging["BELONGS"],
                                        tornio.core.networks.Belonging["IN_NAME"],
                                    ],
                                ),
                                ("during__upper_inf", True),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "belonging__in",
                                        [
                                            tornio.core.networks.Belonging["ASKED"],
                                            tornio.core.networks.Belonging["BELONGS"],
                                            tornio.core.networks.Belonging["IN_NAME"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("during__upper_inf", False),
                            ),
                            _connector="OR",
                        ),
                        name="who_left_has_an_end",
                        violation_error_message="Somebody who left has a day on which they left.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenedEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ground", models.CharField(max_length=30)),
                ("words", models.TextField()),
                ("why", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                (
                    "entry",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.keptapart",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "opened_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "opened_at"], name="opened_in_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_openedentry_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_openedentry_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_openedentry_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "opened_by"),
                        name="records_openedentry_opened_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "entry", "network", "ground"),
                        name="what_is_opened_was_kept_apart",
                        to="records_keptapart",
                        to_columns=("organisation_id", "id", "network_id", "ground"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "entry"), name="what_was_kept_apart_is_opened_once"
                    ),
                    tornio.people.constraints.Guard(
                        name="what_is_opened_is_what_was_kept",
                        on="INSERT",
                        refuse_if="NOT EXISTS (SELECT 1 FROM records_keptapart k JOIN records_apartreview r ON r.organisation_id = k.organisation_id AND r.entry_id = k.id AND r.looked = 'opened' WHERE k.organisation_id = NEW.organisation_id AND k.id = NEW.entry_id AND k.words = NEW.words AND k.written_by_id = NEW.written_by_id AND k.kept_at = NEW.kept_at)",
                        violation_error_message="What is opened is read as it was written.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "asked_at"], name="questions_of_a_network")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_openquestion_is_one_organisations"
                    ),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_questions",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_openquestion_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "asked_by"),
                        name="records_openquestion_asked_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_openquestion_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="a_question_is_asked_in_a_meeting_of_its_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "network"), name="a_question_is_of_one_network"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="a_question_has_words",
                        violation_error_message="What is the question?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_question_has_a_known_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("stand", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="records.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_position_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_position_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_position_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "decision", "person", "number"),
                        name="positions_follow_each_other",
                        violation_error_message="It was changed on another device just now. Look again.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "decision", "person", "stand"), name="a_position_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand__in", ["agree", "unsure", "disagree", "did_not_say"])),
                        name="somebody_stands_somewhere_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_position_has_a_known_audience",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="ending",
            name="persons_position",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.position",
            ),
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("present", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("present_as", models.CharField(max_length=12)),
                ("way", models.CharField(max_length=12)),
                ("described", models.CharField(blank=True, max_length=120)),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "noted_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="presences_of_somebody")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_presence_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_presence_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "noted_by"),
                        name="records_presence_noted_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="somebody_is_present_in_a_meeting_of_the_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    tornio.people.constraints.OneAtATime(
                        fields=("organisation", "meeting", "person"),
                        name="somebody_is_present_once_at_a_time",
                        period="present",
                        violation_error_message="They are here already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("present_as__in", ["centre", "member", "practitioner", "interpreter", "advocate", "guest"])
                        ),
                        name="somebody_is_present_in_a_known_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["room", "telephone", "video"])),
                        name="somebody_is_present_in_a_known_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivacyNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "glass",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.breakglass",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "reader",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "reader", "network", "-at"], name="notes_of_the_privacy_lead")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_privacynote_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "glass"),
                        name="records_privacynote_glass_same_organisation",
                        to="records_breakglass",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "reader"),
                        name="records_privacynote_reader_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_privacynote_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_privacynote_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reader", models.F("person")), _negated=True),
                        name="nobody_looks_into_what_they_did_themselves",
                        violation_error_message="Somebody else looks at that.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTurn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("became", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "question",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="records.openquestion",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "meeting"], name="turns_of_a_meeting"),
                    models.Index(fields=["organisation", "question"], name="turns_of_a_question"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_questionturn_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_questionturn_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "question", "network"),
                        name="a_turn_is_of_a_question_of_the_network",
                        to="records_openquestion",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="a_question_turns_in_a_meeting_of_its_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("became__in", ["stays_open", "found_answer", "melted_away"])),
                        name="a_question_becomes_something_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Raised",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person", "-at"], name="raised_by_somebody")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_raised_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_raised_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "id"),
                        name="what_was_raised_is_there",
                        to="records_concern",
                        to_columns=("organisation_id", "id"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("human", models.UUIDField(null=True)),
                ("capacity", models.CharField(max_length=20)),
                ("as_whom", models.CharField(blank=True, max_length=120)),
                ("purpose", models.CharField(max_length=300)),
                ("page", models.CharField(max_length=100)),
                ("subject", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("apart", models.BooleanField(default=False)),
                ("salt", models.UUIDField(default=tornio.people.keys.new_key)),
                ("written_in", tornio.records.models.written.WrittenIn(default=0, editable=False)),
                (
                    "glass",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.breakglass",
                    ),
                ),
                (
                    "goes_on",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.reading",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "-at"], name="readings_of_a_network"),
                    models.Index(fields=["organisation", "person", "subject", "-at"], name="readings_of_a_reader"),
                    models.Index(fields=["organisation", "written_in"], name="readings_in_the_order_written"),
                    models.Index(
                        condition=models.Q(("goes_on__isnull", False)),
                        fields=["organisation", "goes_on", "-at"],
                        name="how_long_a_reading_goes_on",
                    ),
                    models.Index(
                        condition=models.Q(("glass__isnull", False)),
                        fields=["organisation", "glass"],
                        name="what_was_opened_by_a_glass",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_reading_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_reading_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_reading_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "goes_on"),
                        name="records_reading_goes_on_same_organisation",
                        to="records_reading",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "glass"),
                        name="records_reading_glass_same_organisation",
                        to="records_breakglass",
                        to_columns=("organisation_id", "id"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "first_contact",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognitions",
                        to="records.firstcontact",
                    ),
                ),
                (
                    "network_before",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "network_now",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person_before",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person_now",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "undone_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "first_contact"], name="recognitions_of_a_contact")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_recognition_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person_before"),
                        name="records_recognition_person_before_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person_now"),
                        name="records_recognition_person_now_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network_before"),
                        name="records_recognition_network_before_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network_now"),
                        name="records_recognition_network_now_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "confirmed_by"),
                        name="records_recognition_confirmed_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "undone_by"),
                        name="records_recognition_undone_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_recognition_is_undone_by_somebody",
                        violation_error_message="Say who undid it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("by_way", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("accepted", models.BooleanField(null=True)),
                (
                    "first_contact",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="records.firstcontact",
                    ),
                ),
                (
                    "hand_over",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.handover",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "practitioner"], name="responsibilities_of_somebody")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_responsibility_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_responsibility_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "first_contact", "id"), name="a_responsibility_is_of_one_contact"
                    ),
                    tornio.people.constraints.OneAtATime(
                        fields=("organisation", "first_contact"), name="one_is_responsible_at_a_time", period="during"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "first_contact", "hand_over", "practitioner", "accepted"),
                        name="responsibility_passes_only_when_the_other_said_yes",
                        to="records_handover",
                        to_columns=("organisation_id", "first_contact_id", "id", "offered_to_id", "accepted"),
                        violation_error_message="It passes on only when they say yes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_way__in", ["answered", "on_duty", "fallback", "opened", "accepted", "duty_took"])
                        ),
                        name="responsibility_comes_by_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_way", "accepted"), ("accepted", True), ("hand_over__isnull", False)),
                            models.Q(
                                models.Q(("by_way", "accepted"), _negated=True),
                                ("accepted__isnull", True),
                                ("hand_over__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_accepted_responsibility_has_its_hand_over",
                        violation_error_message="It passes on only when they say yes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_way", "duty_took"), _negated=True),
                            models.Q(("reason__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="duty_takes_over_with_a_reason",
                        violation_error_message="Say why duty takes it.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="firstcontact",
            name="held_by",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.responsibility",
            ),
        ),
        migrations.CreateModel(
            name="RetentionPeriod",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since_what", models.CharField(max_length=12)),
                ("months", models.PositiveSmallIntegerField()),
                ("source", models.TextField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_retentionperiod_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_retentionperiod_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_retentionperiod_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since_what__in", ["ended", "died"])),
                        name="a_period_begins_at_something_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gt", 0)),
                        name="a_period_is_longer_than_no_time",
                        violation_error_message="How many months?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__regex", "^\\s*$"), _negated=True),
                        name="a_period_says_where_it_comes_from",
                        violation_error_message="Say where this comes from.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("organisation", "service", "since_what"),
                        name="a_service_has_one_period_for_each_event",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyAct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("what", models.TextField()),
                ("by_whom", models.TextField()),
                ("power", models.CharField(max_length=200)),
                ("capacity_evidence", models.TextField(blank=True)),
                ("consulted", models.TextField(blank=True)),
                ("why_without", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_acts",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "at"], name="acts_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_safetyact_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_safetyact_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_safetyact_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "id", "network"), name="an_act_is_of_one_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what__regex", "^\\s*$"), _negated=True),
                            models.Q(("by_whom__regex", "^\\s*$"), _negated=True),
                            models.Q(("power__regex", "^\\s*$"), _negated=True),
                            models.Q(("why_without__regex", "^\\s*$"), _negated=True),
                        ),
                        name="an_act_says_what_by_whom_and_why_without_the_network",
                        violation_error_message="Say what was done, by whom, under which power, and why without the network.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "by_law"), _negated=True),
                            models.Q(
                                models.Q(("capacity_evidence__regex", "^\\s*$"), _negated=True),
                                models.Q(("consulted__regex", "^\\s*$"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_by_law_says_what_was_seen_and_who_was_asked",
                        violation_error_message="Say what showed that they could not decide it now, and who was asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["emergency", "detention", "urgent_medication", "by_law"])),
                        name="an_act_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="an_act_has_a_known_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActTelling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("told", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "act",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="records.safetyact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "act"], name="tellings_of_an_act")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_acttelling_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_acttelling_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "act", "network"),
                        name="a_telling_is_of_an_act_of_the_network",
                        to="records_safetyact",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="an_act_is_told_in_a_meeting_of_the_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told__in", ["spoken_of", "not_today"])), name="an_act_is_told_or_put_off"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("through", models.BigIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_seal_is_one_organisations"),
                    models.UniqueConstraint(fields=("organisation", "number"), name="a_seal_has_its_place"),
                    models.UniqueConstraint(fields=("organisation", "previous"), name="one_seal_follows_another"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="a_seal_has_entries",
                        violation_error_message="There is nothing to seal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=20)),
                ("number", models.BigIntegerField()),
                ("commitment", models.BinaryField(max_length=32)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="an_entry_has_its_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("channel", models.CharField(max_length=8)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=8)),
                ("reason", models.CharField(blank=True, max_length=40)),
                (
                    "message",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="records.message",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "way",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.safeway",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_sending_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "message"),
                        name="records_sending_message_same_organisation",
                        to="records_message",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "way"),
                        name="records_sending_way_same_organisation",
                        to="people_safeway",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "message", "number"), name="tries_of_a_message_are_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["text", "email", "letter"])),
                        name="a_message_is_sent_by_a_known_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "taken", "refused", "failed", "unknown"])),
                        name="a_try_ends_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_try_that_ended_says_how",
                        violation_error_message="Say how it ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpokenOf",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoken_of",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "noted_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network"], name="spoken_of_in_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_spokenof_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "noted_by"),
                        name="records_spokenof_noted_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="medication_is_spoken_of_in_a_meeting_of_the_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "meeting"), name="a_meeting_spoke_of_it_or_not"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffTalk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("people", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("others", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("why", models.TextField()),
                ("words", models.TextField()),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_talks",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "at"], name="talks_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_stafftalk_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_stafftalk_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_stafftalk_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="staff_talk_says_why",
                        violation_error_message="Say why you spoke without them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="staff_talk_says_what",
                        violation_error_message="Write what was said.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("said_at", models.DateTimeField()),
                ("spoken_as", models.CharField(blank=True, max_length=120)),
                ("read_back_at", models.DateTimeField(null=True)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "author",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network", "at"], name="statements_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_statement_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_statement_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "author"),
                        name="records_statement_author_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_statement_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_statement_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["voice", "question", "decision", "call", "talk", "act"])),
                        name="a_statement_stands_beside_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_statement_has_a_known_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_statement_has_words",
                        violation_error_message="Write what is not right.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_by", models.F("person")), ("read_back_at__isnull", False), _connector="OR"
                        ),
                        name="a_statement_written_for_somebody_is_read_back",
                        violation_error_message="Read it back first, and keep it when they say yes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Substitution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.TextField()),
                ("named_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("told_words", models.CharField(blank=True, max_length=300)),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "stands_in_for",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_substitution_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting"),
                        name="records_substitution_meeting_same_organisation",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_substitution_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "stands_in_for"),
                        name="records_substitution_stands_in_for_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "meeting", "practitioner"), name="one_stands_in_once_at_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                        name="a_substitution_says_why",
                        violation_error_message="Say why somebody stands in.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("joined_by", models.CharField(max_length=20)),
                ("left_by", models.CharField(blank=True, max_length=20)),
                ("left_words", models.TextField(blank=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.decision",
                    ),
                ),
                (
                    "left_decision",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.decision",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "practitioner"], name="teams_of_a_practitioner")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_teammember_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_teammember_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="a_team_is_formed_in_a_meeting_of_its_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    tornio.people.constraints.OneAtATime(
                        fields=("organisation", "network", "practitioner"),
                        name="somebody_is_of_a_team_once_at_a_time",
                        period="during",
                        violation_error_message="They are of the team already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("joined_by__in", ["first_meeting", "decision"])),
                        name="somebody_joined_a_team_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_by", ""),
                            ("left_by__in", ["decision", "left_service", "long_away", "refused_by_person"]),
                            _connector="OR",
                        ),
                        name="somebody_left_a_team_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", True), ("joined_by", "first_meeting")),
                            models.Q(("decision__isnull", False), ("joined_by", "decision")),
                            _connector="OR",
                        ),
                        name="after_the_first_meeting_a_team_changes_by_a_decision",
                        violation_error_message="The team changes by a decision in a meeting.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("during__upper_inf", True), ("left_by", "")),
                            models.Q(("during__upper_inf", False), models.Q(("left_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="who_left_a_team_says_how",
                        violation_error_message="Say how they left.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_by", "decision"), ("left_decision__isnull", False)),
                            models.Q(("left_decision__isnull", True), models.Q(("left_by", "decision"), _negated=True)),
                            _connector="OR",
                        ),
                        name="who_left_by_a_decision_has_it",
                        violation_error_message="The team changes by a decision in a meeting.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("in_at", models.DateTimeField()),
                ("due_out_at", models.DateTimeField()),
                ("out_at", models.DateTimeField(null=True)),
                ("help_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "meeting"], name="visits_of_a_meeting")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_visit_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting"),
                        name="records_visit_meeting_same_organisation",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_visit_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("out_at__isnull", True)),
                        fields=("organisation", "practitioner"),
                        name="a_practitioner_is_at_one_door_at_a_time",
                        violation_error_message="You are at another door. Say first that you are out and safe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_out_at__gt", models.F("in_at"))),
                        name="somebody_comes_out_after_going_in",
                        violation_error_message="When will you be out?",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("read_back_at", models.DateTimeField(null=True)),
                ("read_back_words", models.CharField(blank=True, max_length=200)),
                ("spoken_as", models.CharField(blank=True, max_length=120)),
                ("way", models.CharField(max_length=12, null=True)),
                ("said_to", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("audience", models.CharField(max_length=20)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("front_at", models.DateTimeField(null=True)),
                ("out_of_view_at", models.DateTimeField(null=True)),
                (
                    "about",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afterwords",
                        to="records.voice",
                    ),
                ),
                (
                    "author",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "meeting",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="records.networkmeeting",
                    ),
                ),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "rewords",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewordings",
                        to="records.voice",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "meeting", "said_at"], name="voices_of_a_meeting"),
                    models.Index(fields=["organisation", "network", "said_at"], name="voices_of_a_network"),
                    models.Index(
                        condition=models.Q(("about__isnull", False)),
                        fields=["organisation", "about"],
                        name="afterwords",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_voice_is_one_organisations"),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_words",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_voice_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "author"),
                        name="records_voice_author_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_voice_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "meeting", "network"),
                        name="a_voice_is_said_in_a_meeting_of_its_network",
                        to="records_networkmeeting",
                        to_columns=("organisation_id", "id", "network_id"),
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "id", "author", "network"), name="a_voice_has_one_author"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "about", "author", "network"),
                        name="only_its_author_adds_to_a_voice",
                        to="records_voice",
                        to_columns=("organisation_id", "id", "author_id", "network_id"),
                        violation_error_message="Only the one who said it can add to it.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "rewords", "author", "network"),
                        name="only_its_author_words_a_voice_anew",
                        to="records_voice",
                        to_columns=("organisation_id", "id", "author_id", "network_id"),
                        violation_error_message="Only the one who said it can change the wording.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "rewords"),
                        name="a_wording_follows_one_wording",
                        violation_error_message="You have changed this wording already, on another device.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="a_voice_has_words",
                        violation_error_message="Nothing is written yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_by", models.F("author")), ("read_back_at__isnull", False), _connector="OR"
                        ),
                        name="words_written_for_somebody_are_read_back",
                        violation_error_message="Read it back first, and keep it when they say yes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_by", models.F("author")),
                            models.Q(("audience", "author"), _negated=True),
                            _connector="OR",
                        ),
                        name="words_written_for_somebody_are_no_note_to_oneself",
                        violation_error_message="A note to oneself is written by one's own hand.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reflection"), _negated=True), ("audience", "network"), _connector="OR"
                        ),
                        name="a_reflection_is_spoken_before_the_network",
                        violation_error_message="We reflect before the whole network, or not at all.",
                    ),
                    tornio.people.constraints.Guard(
                        name="nobody_reflects_before_who_does_not_wish_it",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_wish w WHERE w.organisation_id = NEW.organisation_id AND w.network_id = NEW.network_id AND w.kind = 'no_reflections' AND w.at <= NEW.said_at AND (w.until IS NULL OR w.until > NEW.said_at))",
                        violation_error_message="They would rather that we do not reflect before them. Speak to everyone.",
                        when="NEW.kind = 'reflection' AND NEW.rewords_id IS NULL",
                    ),
                    tornio.people.constraints.Guard(
                        name="staff_keep_no_notes_to_themselves",
                        on="INSERT OR UPDATE OF audience",
                        refuse_if="EXISTS (SELECT 1 FROM people_practitioner w WHERE w.organisation_id = NEW.organisation_id AND w.person_id = NEW.author_id) AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id AND n.id = NEW.network_id AND n.centre_id = NEW.author_id) AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id AND m.person_id = NEW.author_id)",
                        violation_error_message="What we write here, the person may read.",
                        when="NEW.audience = 'author'",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__isnull", False), ("kind", "afterword")),
                            models.Q(models.Q(("kind", "afterword"), _negated=True), ("about__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_afterword_follows_a_voice",
                        violation_error_message="An afterword follows words that were said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["room", "telephone", "video"])),
                        name="somebody_spoke_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["voice", "reflection", "afterword"])),
                        name="a_voice_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                        name="a_voice_has_a_known_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "network",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="records.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "written_by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "network"], name="wishes_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_wish_is_one_organisations"),
                    tornio.people.constraints.Guard(
                        name="a_frozen_record_takes_no_new_wishes",
                        on="INSERT",
                        refuse_if="EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)",
                        violation_error_message="This record is frozen: the person has died.",
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "network"),
                        name="records_wish_network_same_organisation",
                        to="records_network",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_wish_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "written_by"),
                        name="records_wish_written_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "involve",
                                    "not_involve",
                                    "refuse_practitioner",
                                    "meet_alone",
                                    "no_reflections",
                                    "not_at_home",
                                    "refuse_something",
                                    "other",
                                ],
                            )
                        ),
                        name="a_wish_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("network", models.UUIDField(null=True)),
                ("human", models.UUIDField(null=True)),
                ("capacity", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=300)),
                ("verb", models.CharField(max_length=100)),
                ("subject", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("salt", models.UUIDField(default=tornio.people.keys.new_key)),
                ("written_in", tornio.records.models.written.WrittenIn(default=0, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "network", "-at"], name="changes_of_a_network"),
                    models.Index(fields=["organisation", "written_in"], name="changes_in_the_order_written"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_change_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_change_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("step", models.CharField(max_length=16)),
                ("words", models.TextField()),
                ("handed_to", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "concern",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="records.concern",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "concern", "at"], name="notes_of_a_concern")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_concernnote_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "concern"),
                        name="records_concernnote_concern_same_organisation",
                        to="records_concern",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_concernnote_by_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["note", "handed_on", "closed", "opened_again"])),
                        name="a_note_is_a_known_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="a_note_of_the_lead_has_words",
                        violation_error_message="Nothing is written yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "handed_on"), _negated=True),
                            models.Q(("handed_to__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_handed_on_says_to_whom",
                        violation_error_message="Say to whom it was handed on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=100)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_draft_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="records_draft_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "person", "place"), name="one_draft_in_one_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "practitioner",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "service",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_duty_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="records_duty_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "practitioner"),
                        name="records_duty_practitioner_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.OneAtATime(
                        fields=("organisation", "service"),
                        name="one_holds_the_telephone_at_a_time",
                        period="during",
                        violation_error_message="Somebody else holds the telephone for part of that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("way", models.CharField(max_length=20)),
                ("reached", models.BooleanField()),
                ("words", models.TextField(blank=True)),
                (
                    "by",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practitioner",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "first_contact",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="records.firstcontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "first_contact"], name="attempts_of_a_contact")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="records_attempt_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "first_contact"),
                        name="records_attempt_first_contact_same_organisation",
                        to="records_firstcontact",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "by"),
                        name="records_attempt_by_same_organisation",
                        to="people_practitioner",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["telephone", "text", "visit", "email", "letter", "through_somebody"])
                        ),
                        name="an_attempt_is_made_by_a_known_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forgotten",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.UUIDField()),
                ("form", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("salt", models.UUIDField(default=tornio.people.keys.new_key)),
                ("written_in", tornio.records.models.written.WrittenIn(default=0, editable=False)),
                (
                    "deletion",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.deletion",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "written_in"], name="forgotten_in_the_order_written")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="records_forgotten_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "deletion"),
                        name="records_forgotten_deletion_same_organisation",
                        to="records_deletion",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("organisation", "line"), name="a_line_is_forgotten_once"),
                    tornio.people.constraints.Guard(
                        name="a_line_is_forgotten_when_two_agreed_and_it_is_sealed",
                        on="INSERT",
                        refuse_if="NOT EXISTS (SELECT 1 FROM records_deletion d WHERE d.organisation_id = NEW.organisation_id AND d.id = NEW.deletion_id AND d.kind = 'record' AND d.agreed_at IS NOT NULL AND (EXISTS (SELECT 1 FROM records_reading r WHERE r.organisation_id = NEW.organisation_id AND r.id = NEW.line AND r.network_id = d.network_id) OR EXISTS (SELECT 1 FROM records_change c WHERE c.organisation_id = NEW.organisation_id AND c.id = NEW.line AND c.network = d.network_id))) OR NOT EXISTS (SELECT 1 FROM records_sealed s WHERE s.organisation_id = NEW.organisation_id AND s.id = NEW.line)",
                        violation_error_message="Two people agree to a deletion before anything goes.",
                    ),
                    tornio.people.constraints.Consequence(
                        do="DELETE FROM records_reading WHERE organisation_id = NEW.organisation_id AND id = NEW.line; DELETE FROM records_change WHERE organisation_id = NEW.organisation_id AND id = NEW.line; UPDATE records_breakglass b SET reason = '[deleted]' FROM records_deletion d WHERE b.organisation_id = NEW.organisation_id AND d.id = NEW.deletion_id AND b.network_id = d.network_id;",
                        name="a_forgotten_line_is_gone",
                        on="INSERT",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "network"), name="a_grant_is_of_one_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("organisation", "network", "holder", "kind"),
                name="a_grant_of_a_kind_is_one_at_a_time",
                period="during",
                violation_error_message="They have such a grant already.",
            ),
        ),
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(fields=["organisation", "network"], name="episodes_of_a_network"),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "network"), name="an_episode_is_of_one_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation", "network"),
                name="one_episode_is_open_at_a_time",
                violation_error_message="This network is open already.",
            ),
        ),
        migrations.AddIndex(
            model_name="cannotdecide",
            index=models.Index(fields=["organisation", "network", "found_at"], name="findings_of_a_network"),
        ),
        migrations.AddConstraint(
            model_name="cannotdecide",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "network"), name="a_finding_is_of_one_network"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["organisation", "network", "at"], name="letters_of_a_network"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "network"), name="a_letter_is_of_one_network"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["organisation", "network", "at"], name="decisions_of_a_network"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["organisation", "meeting"], name="decisions_of_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "meeting"), name="a_decision_is_of_one_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["network", "person_and_team", "chosen", "author"])),
                name="a_decision_has_a_known_audience",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.UniqueConstraint(fields=("organisation", "episode"), name="an_episode_ends_once"),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id", "episode"), name="an_ending_is_of_one_episode"
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision__isnull", False),
                        ("kind", "network_decided"),
                        ("persons_position__isnull", False),
                        ("persons_stand", "agree"),
                    ),
                    models.Q(
                        models.Q(("kind", "network_decided"), _negated=True),
                        ("decision__isnull", True),
                        ("persons_position__isnull", True),
                        ("persons_stand__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="nobody_from_the_service_ends_alone",
                violation_error_message="It ends only with the person's own yes.",
            ),
        ),
        migrations.AddIndex(
            model_name="firstcontact",
            index=models.Index(fields=["organisation", "network"], name="contacts_of_a_network"),
        ),
        migrations.AddIndex(
            model_name="firstcontact",
            index=models.Index(fields=["organisation", "held_by"], name="contacts_by_who_holds_them"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "first_contact"),
                name="records_handover_first_contact_same_organisation",
                to="records_firstcontact",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="lettersent",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "agreed"),
                name="records_lettersent_agreed_same_organisation",
                to="records_letterposition",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="lettersent",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "letter", "network"),
                name="what_is_sent_is_a_letter_of_the_network",
                to="records_letter",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="lettersent",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "agreed", "letter", "centre", "persons_stand"),
                name="a_letter_goes_only_with_the_persons_yes_to_its_words",
                to="records_letterposition",
                to_columns=("organisation_id", "id", "letter_id", "person_id", "stand"),
                violation_error_message="It goes only when the person has agreed to these very words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterposition",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "letter", "network"),
                name="a_position_is_on_a_letter_of_the_network",
                to="records_letter",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="grantreview",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "grant", "network"),
                name="a_look_is_at_a_grant_of_the_network",
                to="records_grant",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network"),
                name="records_grant_network_same_organisation",
                to="records_network",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network", "centre"),
                name="a_grant_is_for_the_person_at_the_centre",
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network"),
                name="records_episode_network_same_organisation",
                to="records_network",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "ending", "id"),
                name="nothing_ends_without_an_ending",
                to="records_ending",
                to_columns=("organisation_id", "id", "episode_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityreview",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "finding", "network"),
                name="a_look_is_at_a_finding_of_the_network",
                to="records_cannotdecide",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="cannotdecide",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network"),
                name="records_cannotdecide_network_same_organisation",
                to="records_network",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="cannotdecide",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network", "centre"),
                name="a_finding_is_of_the_person_at_the_centre",
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="networkmeeting",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "first_contact"),
                name="records_networkmeeting_first_contact_same_organisation",
                to="records_firstcontact",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="networkmeeting",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "episode", "network"),
                name="a_meeting_is_of_an_episode_of_its_network",
                to="records_episode",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network"),
                name="records_letter_network_same_organisation",
                to="records_network",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "meeting", "network"),
                name="a_letter_is_drafted_in_a_meeting_of_its_network",
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "meeting", "network"),
                name="a_decision_is_made_in_a_meeting_of_its_network",
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network", "centre"),
                name="a_decision_knows_who_is_at_the_centre",
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "meeting", "centre"),
                name="a_decision_needs_the_person_present",
                period=("decided_during", "present"),
                to="records_presence",
                to_columns=("organisation_id", "meeting_id", "person_id"),
                violation_error_message="A decision is made only while the person is here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "decision"),
                name="records_position_decision_same_organisation",
                to="records_decision",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "decision"),
                name="records_ending_decision_same_organisation",
                to="records_decision",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "episode", "network"),
                name="an_ending_is_of_an_episode_of_its_network",
                to="records_episode",
                to_columns=("organisation_id", "id", "network_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network", "centre"),
                name="an_ending_knows_who_is_at_the_centre",
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "persons_position", "decision", "centre", "persons_stand"),
                name="an_ending_needs_the_persons_own_yes",
                to="records_position",
                to_columns=("organisation_id", "id", "decision_id", "person_id", "stand"),
                violation_error_message="It ends only with the person's own yes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "first_contact"),
                name="records_recognition_first_contact_same_organisation",
                to="records_firstcontact",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "first_contact"),
                name="records_responsibility_first_contact_same_organisation",
                to="records_firstcontact",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="firstcontact",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "network"),
                name="records_firstcontact_network_same_organisation",
                to="records_network",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="firstcontact",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "episode"),
                name="records_firstcontact_episode_same_organisation",
                to="records_episode",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="firstcontact",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "id", "held_by"),
                name="somebody_is_always_responsible",
                to="records_responsibility",
                to_columns=("organisation_id", "first_contact_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "left_decision"),
                name="records_teammember_left_decision_same_organisation",
                to="records_decision",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "decision", "meeting"),
                name="a_team_changes_by_a_decision_of_that_meeting",
                to="records_decision",
                to_columns=("organisation_id", "id", "meeting_id"),
            ),
        ),
    ]
