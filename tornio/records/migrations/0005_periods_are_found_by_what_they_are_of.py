import django.contrib.postgres.constraints
from django.db import migrations, models

import tornio.people.constraints


class Migration(migrations.Migration):
    """An index of periods that begins with the organisation finds nothing: every row has the same one."""

    dependencies = [
        ("people", "0001_the_house"),
        ("records", "0004_an_unknown_answer_is_no_answer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="booking",
            name="nobody_is_agreed_into_two_meetings_at_one_time",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="a_decision_needs_the_person_present",
        ),
        migrations.RemoveConstraint(
            model_name="duty",
            name="one_holds_the_telephone_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="a_grant_of_a_kind_is_one_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="networkmember",
            name="a_member_belongs_once_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="presence",
            name="somebody_is_present_once_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="responsibility",
            name="one_is_responsible_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="teammember",
            name="somebody_is_of_a_team_once_at_a_time",
        ),
        migrations.RemoveIndex(
            model_name="presence",
            name="presences_of_somebody",
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["organisation", "practitioner"], name="telephones_of_a_practitioner"),
        ),
        migrations.AddIndex(
            model_name="networkmember",
            index=models.Index(fields=["organisation", "network"], name="members_of_a_network"),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["organisation", "person", "meeting"], name="meetings_somebody_was_at"),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["organisation", "meeting"], name="presences_in_a_meeting"),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["organisation", "network", "person"], name="who_was_ever_with_a_network"),
        ),
        migrations.AddIndex(
            model_name="teammember",
            index=models.Index(fields=["organisation", "network"], name="team_of_a_network"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("meeting_status__in", ("agreed", "open")), ("released_at__isnull", True)),
                expressions=[(models.F("practitioner"), "="), (models.F("planned"), "&&")],
                name="nobody_is_agreed_into_two_meetings_at_one_time",
                violation_error_message="One of you is in another meeting at that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("service",),
                name="one_holds_the_telephone_at_a_time",
                period="during",
                violation_error_message="Somebody else holds the telephone for part of that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("network", "holder", "kind"),
                name="a_grant_of_a_kind_is_one_at_a_time",
                period="during",
                violation_error_message="They have such a grant already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkmember",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("network", "person"),
                name="a_member_belongs_once_at_a_time",
                period="during",
                violation_error_message="They are in this network already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("meeting", "person"),
                name="somebody_is_present_once_at_a_time",
                period="present",
                violation_error_message="They are here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("first_contact",), name="one_is_responsible_at_a_time", period="during"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=tornio.people.constraints.OneAtATime(
                fields=("network", "practitioner"),
                name="somebody_is_of_a_team_once_at_a_time",
                period="during",
                violation_error_message="They are of the team already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=tornio.people.constraints.References(
                fields=("meeting", "centre"),
                name="a_decision_needs_the_person_present",
                period=("decided_during", "present"),
                to="records_presence",
                to_columns=("meeting_id", "person_id"),
                violation_error_message="A decision is made only while the person is here.",
            ),
        ),
    ]
