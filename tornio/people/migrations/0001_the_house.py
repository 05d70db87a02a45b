import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tornio.core.people
import tornio.people.constraints
import tornio.people.keys
import tornio.people.models.base


class Migration(migrations.Migration):
    """Every table, as one step: nothing was released before it. What it replaces was made while the house was built."""

    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_when_somebody_may_be_written_to"),
        ("people", "0003_somebody_comes_in_by_ways_of_their_own"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Human",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ("called", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("address_taken_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Miss",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "human",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="misses", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("full_name", models.CharField(max_length=200)),
                ("called", models.CharField(max_length=200)),
                ("name_key", models.CharField(db_index=True, max_length=400)),
                ("born_on", models.DateField(null=True)),
                ("born_year", models.PositiveSmallIntegerField(null=True)),
                ("died_on", models.DateField(null=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("communication_needs", models.TextField(blank=True)),
                ("identifier", models.CharField(blank=True, max_length=20)),
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
                    models.UniqueConstraint(fields=("organisation", "id"), name="people_person_is_one_organisations"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("full_name__regex", "^\\s*$"), _negated=True),
                            models.Q(("called__regex", "^\\s*$"), _negated=True),
                        ),
                        name="a_person_has_a_name",
                        violation_error_message="A person needs a name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("identifier", ""), _negated=True),
                        fields=("organisation", "identifier"),
                        name="an_identifier_belongs_to_one_person",
                        violation_error_message="Somebody else here has this number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practitioner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("profession", models.CharField(max_length=40)),
                ("described", models.CharField(max_length=120)),
                ("base", models.CharField(blank=True, max_length=200)),
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
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="works_as",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="people_practitioner_is_one_organisations"
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="people_practitioner_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("person",), name="a_person_works_here_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "profession__in",
                                [
                                    "peer_practitioner",
                                    "nurse",
                                    "psychiatrist",
                                    "psychologist",
                                    "family_therapist",
                                    "social_worker",
                                    "occupational_therapist",
                                    "support_worker",
                                    "other",
                                ],
                            )
                        ),
                        name="a_practitioner_has_a_known_profession",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafeWay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=300)),
                ("may_ring", models.BooleanField(default=False)),
                ("may_text", models.BooleanField(default=False)),
                ("may_leave_word", models.BooleanField(default=False)),
                ("may_write", models.BooleanField(default=False)),
                ("good_hours", models.CharField(blank=True, max_length=300)),
                ("hours_from", models.TimeField(null=True)),
                ("hours_until", models.TimeField(null=True)),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
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
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safe_ways",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="ways_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="people_safeway_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="people_safeway_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["telephone", "email", "post", "through_somebody"])),
                        name="a_safe_way_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("hours_from__isnull", False), ("hours_until__isnull", False)),
                                models.Q(("hours_from__isnull", True), ("hours_until__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("hours_from__isnull", True),
                                models.Q(("hours_from", models.F("hours_until")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="safe_hours_begin_and_end",
                        violation_error_message="Say when it begins and when it ends: two different times.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "human",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("human", "organisation"), name="a_human_has_one_seat_in_an_organisation"
                    ),
                    models.UniqueConstraint(fields=("person",), name="a_person_is_one_human"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("neutral_name", models.CharField(max_length=100)),
                ("profile", models.SlugField()),
                ("telephone", models.CharField(max_length=32)),
                ("exit_url", models.URLField()),
                ("time_zone", models.CharField(max_length=64)),
                (
                    "duty_fallback",
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
                    models.UniqueConstraint(fields=("organisation", "id"), name="people_service_is_one_organisations")
                ],
            },
        ),
        migrations.AddField(
            model_name="practitioner",
            name="service",
            field=tornio.people.models.base.Link(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.service",
            ),
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("office", models.CharField(max_length=20)),
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
                    "person",
                    tornio.people.models.base.Link(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
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
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="offices_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="people_office_is_one_organisations"),
                    tornio.people.constraints.References(
                        fields=("organisation", "person"),
                        name="people_office_person_same_organisation",
                        to="people_person",
                        to_columns=("organisation_id", "id"),
                    ),
                    tornio.people.constraints.References(
                        fields=("organisation", "service"),
                        name="people_office_service_same_organisation",
                        to="people_service",
                        to_columns=("organisation_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "office__in",
                                [
                                    tornio.core.people.Capacity["ADMINISTRATOR"],
                                    tornio.core.people.Capacity["EVALUATOR"],
                                    tornio.core.people.Capacity["PRIVACY_LEAD"],
                                    tornio.core.people.Capacity["SERVICE_LEAD"],
                                ],
                            )
                        ),
                        name="an_office_is_a_known_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("device", models.CharField(max_length=80)),
                ("is_shared", models.BooleanField()),
                ("began_at", models.DateTimeField()),
                (
                    "human",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tornio.people.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hashed", models.CharField(max_length=64, unique=True)),
                ("told", models.CharField(blank=True, max_length=64)),
                ("label", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("reusable", models.BooleanField(default=False)),
                (
                    "human",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "duty_fallback"),
                name="people_service_duty_fallback_same_organisation",
                to="people_practitioner",
                to_columns=("organisation_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="practitioner",
            constraint=tornio.people.constraints.References(
                fields=("organisation", "service"),
                name="people_practitioner_service_same_organisation",
                to="people_service",
                to_columns=("organisation_id", "id"),
            ),
        ),
    ]
