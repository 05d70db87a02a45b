"""How a reader stands to networks, found by the database for itself: written apart from `visible.reach` on purpose.

The two must agree, and a test compares them for everybody. The functions belong to the owner of the tables; the
application may only ask them about the reader of its own transaction.
"""

# Whatever changes how anybody stands makes the next question look again, in the same transaction.
STANDING_CHANGES = (
    "records_network",
    "records_networkmember",
    "records_networkmeeting",
    "records_teammember",
    "records_firstcontact",
    "records_handover",
    "records_responsibility",
    "records_booking",
    "records_wish",
    "records_presence",
    "records_breakglass",
    "records_grant",
    "records_call",
    "records_invitation",
    "records_duty",
    "people_practitioner",
    "people_service",
    "people_person",
)

_STANDING = """
CREATE OR REPLACE FUNCTION tornio_standing() RETURNS TABLE (network uuid, relationship text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $standing$
DECLARE
    org uuid := current_setting('tornio.organisation')::uuid;
    me uuid := nullif(current_setting('tornio.person'), '')::uuid;
    mine uuid := nullif(current_setting('tornio.practitioner'), '')::uuid;
    about uuid := nullif(current_setting('tornio.subject'), '')::uuid;
    moment timestamptz := nullif(current_setting('tornio.at'), '')::timestamptz;
    capacity text := current_setting('tornio.capacity');
BEGIN
    IF capacity = 'oneself' THEN
        RETURN QUERY
        SELECT n.id, 'centre' FROM records_network n WHERE n.organisation_id = org AND n.centre_id = me
        UNION
        SELECT m.network_id, CASE WHEN m.belonging = 'belongs' AND m.may_read THEN 'member' ELSE 'own_words' END
        FROM records_networkmember m WHERE m.organisation_id = org AND m.person_id = me
        UNION
        SELECT g.network_id, 'proxy' FROM records_grant g
        JOIN people_person p ON p.organisation_id = org AND p.id = g.centre_id AND p.died_on IS NULL
        WHERE g.organisation_id = org AND g.holder_id = me AND g.may_read AND g.during @> moment;
    ELSIF capacity = 'shared_screen' THEN
        RETURN QUERY
        SELECT m.network_id, 'screen' FROM records_networkmeeting m WHERE m.organisation_id = org AND m.id = about;
    ELSIF capacity = 'practitioner' THEN
        RETURN QUERY
        SELECT t.network_id, 'team' FROM records_teammember t
        WHERE t.organisation_id = org AND t.practitioner_id = mine AND t.during @> moment
        UNION
        SELECT c.network_id, CASE WHEN t.has_team THEN 'duty' ELSE 'responsible' END FROM records_firstcontact c
        JOIN records_responsibility r ON r.organisation_id = org AND r.id = c.held_by_id
        CROSS JOIN LATERAL (SELECT EXISTS (
            SELECT FROM records_teammember m
            WHERE m.organisation_id = org AND m.network_id = c.network_id AND m.during @> moment) AS has_team) t
        WHERE c.organisation_id = org AND r.practitioner_id = mine AND c.network_id IS NOT NULL
            AND c.first_met_at IS NULL
            AND (NOT t.has_team OR c.for_whom = 'self' AND c.contacted_at > moment - interval '24 hours')
        UNION
        SELECT m.network_id, CASE WHEN b.booked_as = 'substitute' THEN 'substitute' ELSE 'booked' END
        FROM (
            SELECT a.meeting_id, a.booked_as FROM records_booking a
            WHERE a.organisation_id = org AND a.practitioner_id = mine AND a.released_at IS NULL
                AND a.stopped_at IS NULL AND a.meeting_status IN ('proposed', 'agreed')
            UNION ALL
            SELECT n.meeting_id, n.booked_as FROM records_networkmeeting o
            JOIN records_booking n ON n.organisation_id = org AND n.meeting_id = o.id
            WHERE o.organisation_id = org AND (o.status = 'open' OR o.held_at > moment - interval '24 hours')
                AND n.practitioner_id = mine AND n.released_at IS NULL AND n.stopped_at IS NULL) b
        JOIN records_networkmeeting m ON m.organisation_id = org AND m.id = b.meeting_id
        UNION
        SELECT p.network_id, 'substitute' FROM records_networkmeeting m
        JOIN records_presence p ON p.organisation_id = org AND p.meeting_id = m.id
        WHERE m.organisation_id = org AND (m.status = 'open' OR m.held_at > moment - interval '24 hours')
            AND p.person_id = me AND p.present_as = 'practitioner'
            AND NOT EXISTS (
                SELECT FROM records_wish w WHERE w.organisation_id = org AND w.network_id = p.network_id
                AND w.practitioner_id = mine AND w.until IS NULL)
        UNION
        SELECT k.network_id, 'duty' FROM records_call k
        WHERE k.organisation_id = org AND k.taken_by_id = mine AND k.began_at > moment - interval '24 hours'
            AND NOT EXISTS (
                SELECT FROM records_wish w WHERE w.organisation_id = org AND w.network_id = k.network_id
                AND w.practitioner_id = mine AND w.until IS NULL);
    END IF;
    IF capacity IN ('practitioner', 'privacy_lead') THEN
        RETURN QUERY
        SELECT g.network_id, 'break_glass' FROM records_breakglass g
        WHERE g.organisation_id = org AND g.person_id = me AND g.capacity = current_setting('tornio.capacity')
            AND g.at <= moment AND g.until > moment;
    END IF;
END $standing$
"""

_REACH = """
CREATE OR REPLACE FUNCTION tornio_reach(wanted text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $reach$
DECLARE
    known text;
    each record;
BEGIN
    IF coalesce(current_setting('tornio.known', true), '') = '' THEN
        FOR each IN SELECT s.name FROM unnest(ARRAY[
            'stands', 'reads', 'close', 'centre', 'works', 'map', 'safe_ways', 'readings', 'kept_apart',
            'contacts', 'telephones', 'services', 'people', 'ways', 'met']) AS s(name)
        LOOP PERFORM set_config('tornio.reach_' || each.name, '', true); END LOOP;
        FOR each IN
            SELECT r.reach AS name, array_agg(DISTINCT s.network) AS networks
            FROM tornio_standing() s JOIN (VALUES {rights}) AS r(relationship, reach) USING (relationship)
            GROUP BY r.reach
        LOOP PERFORM set_config('tornio.reach_' || each.name, each.networks::text, true); END LOOP;
        PERFORM set_config('tornio.known', 'yes', true);
    END IF;
    known := current_setting('tornio.reach_' || wanted);
    IF known = '' AND wanted IN ('contacts', 'telephones', 'services', 'people', 'ways', 'met') THEN
        known := coalesce(tornio_found(wanted), '{}'::uuid[])::text;
        PERFORM set_config('tornio.reach_' || wanted, known, true);
    END IF;
    RETURN coalesce(nullif(known, ''), '{}')::uuid[];
END $reach$
"""

_FOUND = """
CREATE OR REPLACE FUNCTION tornio_found(wanted text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $found$
DECLARE
    org uuid := current_setting('tornio.organisation')::uuid;
    me uuid := nullif(current_setting('tornio.person'), '')::uuid;
    mine uuid := nullif(current_setting('tornio.practitioner'), '')::uuid;
    moment timestamptz := nullif(current_setting('tornio.at'), '')::timestamptz;
    stands uuid[];
BEGIN
    IF wanted = 'contacts' THEN
        RETURN ARRAY(
            SELECT r.first_contact_id FROM records_responsibility r
            JOIN records_firstcontact c ON c.organisation_id = org AND c.held_by_id = r.id
            WHERE r.organisation_id = org AND r.practitioner_id = mine
            UNION
            SELECT h.first_contact_id FROM records_handover h
            WHERE h.organisation_id = org AND h.offered_to_id = mine AND h.answered_at IS NULL);
    ELSIF wanted = 'telephones' THEN
        RETURN ARRAY(
            SELECT d.service_id FROM records_duty d
            WHERE d.organisation_id = org AND d.practitioner_id = mine AND d.taken_back_at IS NULL
                AND d.during @> moment
            UNION
            SELECT s.id FROM people_service s WHERE s.organisation_id = org AND s.duty_fallback_id = mine);
    ELSIF wanted = 'met' THEN
        RETURN ARRAY(
            SELECT p.meeting_id FROM records_presence p WHERE p.organisation_id = org AND p.person_id = me
            UNION
            SELECT i.meeting_id FROM records_invitation i
            WHERE i.organisation_id = org AND i.person_id = me AND i.taken_back_at IS NULL);
    ELSIF wanted = 'services' THEN
        RETURN ARRAY(
            SELECT p.service_id FROM people_practitioner p WHERE p.organisation_id = org AND p.id = mine);
    ELSIF wanted = 'ways' THEN
        stands := tornio_reach('safe_ways');
        RETURN ARRAY(
            SELECT n.centre_id FROM records_network n WHERE n.organisation_id = org AND n.id = ANY (stands)
            UNION
            SELECT m.person_id FROM records_networkmember m
            WHERE m.organisation_id = org AND m.network_id = ANY (stands)
            UNION
            SELECT unnest(ARRAY[c.caller_id, c.person_id]) FROM records_firstcontact c
            WHERE c.organisation_id = org AND mine IS NOT NULL AND (
                c.id = ANY (tornio_reach('contacts')) OR c.service_id = ANY (tornio_reach('telephones'))));
    ELSIF wanted = 'people' THEN
        stands := tornio_reach('stands');
        RETURN ARRAY(
            SELECT me
            UNION
            SELECT n.centre_id FROM records_network n WHERE n.organisation_id = org AND n.id = ANY (stands)
            UNION
            SELECT m.person_id FROM records_networkmember m
            WHERE m.organisation_id = org AND m.network_id = ANY (stands)
            UNION
            SELECT p.person_id FROM records_presence p
            WHERE p.organisation_id = org AND p.network_id = ANY (stands)
            UNION
            SELECT g.holder_id FROM records_grant g
            WHERE g.organisation_id = org AND g.network_id = ANY (tornio_reach('close')));
    END IF;
    RETURN '{}';
END $found$
"""

_CHANGED = """
CREATE OR REPLACE FUNCTION tornio_standing_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $changed$
BEGIN
    PERFORM set_config('tornio.known', '', true);
    RETURN NULL;
END $changed$
"""

FUNCTIONS = (_STANDING, _FOUND, _REACH, _CHANGED)
