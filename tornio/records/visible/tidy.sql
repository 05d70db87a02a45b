-- contacts
SELECT c.id::text, c.network_id::text, (c.contacted_at AT TIME ZONE %(zone)s)::date, c.contacted_at AT TIME ZONE 'UTC',
    c.onset_on, c.referred_at AT TIME ZONE 'UTC', c.accepted_at AT TIME ZONE 'UTC',
    c.first_offered_at AT TIME ZONE 'UTC', c.first_offered_for AT TIME ZONE 'UTC', agreed.first_for AT TIME ZONE 'UTC',
    c.first_met_at AT TIME ZONE 'UTC', c.network_met_at AT TIME ZONE 'UTC', c.closed_at AT TIME ZONE 'UTC',
    nullif(c.closed_by, ''), %(clock)s, extract(epoch FROM %(window)s::interval)::float8 / 3600,
    (CASE %(clock)s WHEN 'contact' THEN c.contacted_at WHEN 'referral' THEN c.referred_at ELSE c.accepted_at END
        + %(window)s::interval) AT TIME ZONE 'UTC',
    'staff/' || answered.person_id
FROM records_firstcontact c
LEFT JOIN LATERAL (
    SELECT min(lower(m.planned)) AS first_for FROM records_networkmeeting m
    WHERE m.first_contact_id = c.id AND m.agreed_at IS NOT NULL AND m.status <> 'not_held') agreed ON true
LEFT JOIN LATERAL (
    SELECT w.person_id FROM records_responsibility r JOIN people_practitioner w ON w.id = r.practitioner_id
    WHERE r.first_contact_id = c.id AND r.by_way IN ('answered', 'opened')
    ORDER BY lower(r.during), r.id LIMIT 1) answered ON true
WHERE c.service_id = %(service)s
ORDER BY c.contacted_at, c.id
--;
-- handovers
SELECT c.id::text, (c.contacted_at AT TIME ZONE %(zone)s)::date, passed.by_way
FROM records_firstcontact c
JOIN (
    SELECT h.first_contact_id, h.id, CASE WHEN h.accepted THEN 'accepted' ELSE 'not_taken' END AS by_way
    FROM records_handover h
    UNION ALL
    SELECT r.first_contact_id, r.id, r.by_way FROM records_responsibility r WHERE r.by_way = 'duty_took'
) passed ON passed.first_contact_id = c.id
WHERE c.service_id = %(service)s
ORDER BY c.contacted_at, passed.id
--;
-- meetings
SELECT m.id::text, m.network_id::text, m.episode_id::text, m.first_contact_id::text, m.status,
    (coalesce(m.held_at, lower(m.planned)) AT TIME ZONE %(zone)s)::date,
    lower(m.planned) AT TIME ZONE 'UTC', upper(m.planned) AT TIME ZONE 'UTC',
    m.opened_at AT TIME ZONE 'UTC', m.held_at AT TIME ZONE 'UTC', m.place_kind,
    nullif(m.place_chosen_by, ''), nullif(m.time_chosen_by, ''), nullif(m.not_held_by, ''),
    CASE WHEN EXISTS (SELECT FROM people_practitioner w WHERE w.person_id = m.proposed_by_id)
        THEN 'staff/' || m.proposed_by_id ELSE m.network_id || '/' || m.proposed_by_id END,
    m.minimum_therapists, m.peer_required,
    EXISTS (SELECT FROM records_teammember t WHERE t.network_id = m.network_id AND lower(t.during) < m.opened_at),
    EXISTS (SELECT FROM records_spokenof s WHERE s.meeting_id = m.id)
FROM records_networkmeeting m JOIN records_network n ON n.id = m.network_id
WHERE n.service_id = %(service)s
ORDER BY m.proposed_at, m.id
--;
-- attendance
SELECT m.id::text, m.network_id::text,
    CASE WHEN p.staff THEN 'staff/' || p.person_id ELSE m.network_id || '/' || p.person_id END,
    p.capacity, p.staff,
    p.staff AND EXISTS (
        SELECT FROM records_teammember t WHERE t.network_id = m.network_id AND t.practitioner_id = w.id
            AND t.during @> m.opened_at),
    CASE WHEN p.staff THEN w.profession END,
    p.capacity = 'member' AND NOT EXISTS (
        SELECT FROM records_networkmember k WHERE k.network_id = m.network_id AND k.person_id = p.person_id
            AND k.sector = 'helpers' AND lower(k.during) <= m.opened_at
            AND (upper_inf(k.during) OR upper(k.during) > m.opened_at)),
    p.way, p.minutes
FROM records_networkmeeting m
JOIN records_network n ON n.id = m.network_id
JOIN (
    SELECT meeting_id, person_id, bool_or(present_as = 'practitioner') AS staff,
        CASE WHEN bool_or(present_as = 'practitioner') THEN 'practitioner'
            ELSE (array_agg(present_as ORDER BY lower(present)))[1] END AS capacity,
        (array_agg(way ORDER BY lower(present)))[1] AS way,
        CASE WHEN bool_or(upper(present) IS NULL) THEN NULL
            ELSE round(sum(extract(epoch FROM upper(present) - lower(present))) / 60)::int END AS minutes
    FROM records_presence GROUP BY meeting_id, person_id
) p ON p.meeting_id = m.id
LEFT JOIN people_practitioner w ON p.staff AND w.person_id = p.person_id
WHERE n.service_id = %(service)s AND m.opened_at IS NOT NULL
ORDER BY m.proposed_at, m.id, p.person_id
--;
-- substitutions
SELECT m.id::text, 'staff/' || w.person_id,
    s.told_at IS NOT NULL AND (m.opened_at IS NULL OR s.told_at <= m.opened_at)
FROM records_substitution s
JOIN records_networkmeeting m ON m.id = s.meeting_id
JOIN records_network n ON n.id = m.network_id
JOIN people_practitioner w ON w.id = s.practitioner_id
WHERE n.service_id = %(service)s
ORDER BY m.proposed_at, m.id, s.id
--;
-- voices
SELECT v.meeting_id::text, v.network_id::text,
    CASE WHEN v.staff THEN 'staff/' || v.author_id ELSE v.network_id || '/' || v.author_id END,
    v.staff, v.kind, regexp_count(v.text, '\S+'), v.written_by_id = v.author_id,
    (v.said_at AT TIME ZONE %(zone)s)::date
FROM (
    SELECT w.*, coalesce(
        (SELECT bool_or(p.present_as = 'practitioner') FROM records_presence p
            WHERE p.meeting_id = w.meeting_id AND p.person_id = w.author_id),
        EXISTS (SELECT FROM people_practitioner r WHERE r.person_id = w.author_id)
            AND n.centre_id <> w.author_id
            AND NOT EXISTS (SELECT FROM records_networkmember k
                WHERE k.network_id = w.network_id AND k.person_id = w.author_id)) AS staff
    FROM records_voice w JOIN records_network n ON n.id = w.network_id
    WHERE n.service_id = %(service)s AND w.audience <> 'author'
        AND NOT EXISTS (SELECT FROM records_voice later WHERE later.rewords_id = w.id)
) v
ORDER BY v.said_at, v.id
--;
-- decisions
SELECT d.id::text, d.meeting_id::text, d.network_id::text, (d.at AT TIME ZONE %(zone)s)::date, d.outcome, d.kind,
    d.spoken_of_before
FROM records_decision d JOIN records_network n ON n.id = d.network_id
WHERE n.service_id = %(service)s
ORDER BY d.at, d.id
--;
-- positions
SELECT q.decision_id::text, CASE WHEN q.staff THEN 'staff/' || q.person_id ELSE q.network_id || '/' || q.person_id END,
    q.staff, q.stand
FROM (
    SELECT DISTINCT ON (o.decision_id, o.person_id) o.decision_id, o.person_id, o.stand, d.network_id, d.at,
        coalesce(
            (SELECT bool_or(p.present_as = 'practitioner') FROM records_presence p
                WHERE p.meeting_id = d.meeting_id AND p.person_id = o.person_id),
            EXISTS (SELECT FROM people_practitioner r WHERE r.person_id = o.person_id)
                AND n.centre_id <> o.person_id
                AND NOT EXISTS (SELECT FROM records_networkmember k
                    WHERE k.network_id = d.network_id AND k.person_id = o.person_id)) AS staff
    FROM records_position o
    JOIN records_decision d ON d.id = o.decision_id
    JOIN records_network n ON n.id = d.network_id
    WHERE n.service_id = %(service)s
    ORDER BY o.decision_id, o.person_id, o.number DESC
) q
ORDER BY q.at, q.decision_id, q.person_id
--;
-- questions
SELECT q.id::text, q.network_id::text, (q.asked_at AT TIME ZONE %(zone)s)::date,
    (SELECT count(*) FROM records_questionturn t WHERE t.question_id = q.id),
    coalesce((SELECT t.became FROM records_questionturn t WHERE t.question_id = q.id ORDER BY t.at DESC, t.id DESC
        LIMIT 1), 'stays_open')
FROM records_openquestion q JOIN records_network n ON n.id = q.network_id
WHERE n.service_id = %(service)s
ORDER BY q.asked_at, q.id
--;
-- talks
SELECT t.network_id::text, (t.at AT TIME ZONE %(zone)s)::date, cardinality(t.people), t.minutes
FROM records_stafftalk t JOIN records_network n ON n.id = t.network_id
WHERE n.service_id = %(service)s
ORDER BY t.at, t.id
--;
-- acts
SELECT a.network_id::text, a.kind, (a.at AT TIME ZONE %(zone)s)::date, a.at AT TIME ZONE 'UTC',
    (SELECT min(t.at) FROM records_acttelling t WHERE t.act_id = a.id AND t.told = 'spoken_of') AT TIME ZONE 'UTC',
    (SELECT min(m.held_at) FROM records_networkmeeting m WHERE m.network_id = a.network_id AND m.opened_at >= a.at
        AND m.status = 'held' AND EXISTS (SELECT FROM records_presence p WHERE p.meeting_id = m.id
            AND p.present_as = 'centre')) AT TIME ZONE 'UTC',
    (SELECT count(*) FROM records_acttelling t WHERE t.act_id = a.id AND t.told = 'not_today')
FROM records_safetyact a JOIN records_network n ON n.id = a.network_id
WHERE n.service_id = %(service)s
ORDER BY a.at, a.id
--;
-- episodes
SELECT e.id::text, e.network_id::text, (e.opened_at AT TIME ZONE %(zone)s)::date, e.opened_at AT TIME ZONE 'UTC',
    e.returned, (e.ended_at AT TIME ZONE %(zone)s)::date, g.kind
FROM records_episode e
JOIN records_network n ON n.id = e.network_id
LEFT JOIN records_ending g ON g.id = e.ending_id
WHERE n.service_id = %(service)s
ORDER BY e.opened_at, e.id
--;
-- maps
SELECT d.network_id::text, (d.kept_at AT TIME ZONE %(zone)s)::date, d.kept_at AT TIME ZONE 'UTC',
    (SELECT count(*) FROM records_mapnode k WHERE k.map_id = d.id AND NOT k.taken_off AND k.kind = 'person'),
    (SELECT count(*) FROM records_maptie k WHERE k.map_id = d.id AND NOT k.taken_off)
FROM records_networkmap d JOIN records_network n ON n.id = d.network_id
WHERE n.service_id = %(service)s AND d.kept_at IS NOT NULL
ORDER BY d.kept_at, d.id
--;
-- asked
SELECT m.id::text, m.network_id::text,
    CASE WHEN p.staff THEN 'staff/' || p.person_id ELSE m.network_id || '/' || p.person_id END,
    p.staff, i.name, i.version, (m.held_at AT TIME ZONE %(zone)s)::date,
    EXISTS (SELECT FROM records_response r JOIN records_instrument j ON j.id = r.instrument_id
        WHERE r.meeting_id = m.id AND r.author_id = p.person_id AND j.name = i.name AND r.taken_back_at IS NULL
            AND NOT EXISTS (SELECT FROM records_response later WHERE later.follows_id = r.id))
FROM records_networkmeeting m
JOIN records_network n ON n.id = m.network_id
JOIN (
    SELECT meeting_id, person_id, bool_or(present_as = 'practitioner') AS staff,
        (array_agg(present_as ORDER BY lower(present), id))[1] AS present_as
    FROM records_presence GROUP BY meeting_id, person_id
) p ON p.meeting_id = m.id
JOIN records_instrument i ON i.service_id = n.service_id AND i.offered = 'after_meeting' AND i.during @> m.held_at
WHERE n.service_id = %(service)s AND m.status = 'held'
    AND NOT i.definition -> 'tornio' ? 'counted' AND i.definition -> 'tornio' -> 'for' ? p.present_as
ORDER BY m.held_at, m.id, p.person_id, i.name
--;
-- answers
SELECT r.id::text, r.meeting_id::text, r.network_id::text,
    CASE WHEN r.answered_as = 'practitioner' THEN 'staff/' || r.author_id ELSE r.network_id || '/' || r.author_id END,
    r.answered_as = 'practitioner', r.audience = 'author', i.name, i.version, q.item, q.kind, q.value, q.sd, q.reliability,
    (r.answered_at AT TIME ZONE %(zone)s)::date, r.answered_at AT TIME ZONE 'UTC'
FROM records_response r
JOIN records_network n ON n.id = r.network_id
JOIN records_instrument i ON i.id = r.instrument_id
CROSS JOIN LATERAL (
    SELECT e ->> 'linkId' AS item, 'question' AS kind, (r.answers ->> (e ->> 'linkId'))::float8 AS value,
        NULL::float8 AS sd, NULL::float8 AS reliability
    FROM jsonb_array_elements(i.definition -> 'item') e WHERE e ->> 'type' <> 'text'
    UNION ALL
    SELECT s ->> 'key', 'scale', (r.totals ->> (s ->> 'key'))::float8, (s ->> 'sd')::float8,
        (s ->> 'reliability')::float8
    FROM jsonb_array_elements(i.definition -> 'tornio' -> 'scales') s
) q
WHERE n.service_id = %(service)s AND r.taken_back_at IS NULL
    AND NOT EXISTS (SELECT FROM records_response later WHERE later.follows_id = r.id)
ORDER BY r.answered_at, r.id, q.kind, q.item
--;
-- life
SELECT e.network_id::text, e.kind, e.sort, said.since_on,
    CASE WHEN e.kind = 'crisis_contact' AND e.sort <> 'none' THEN said.since_on + 1
        WHEN e.until_on IS NOT NULL THEN greatest(said.until_on, said.since_on) END,
    e.since_known = 'day' AND coalesce(e.until_known, 'day') = 'day', e.told_up_to, e.source
FROM records_lifeevent e
JOIN records_network n ON n.id = e.network_id
CROSS JOIN LATERAL (SELECT
    CASE e.since_known WHEN 'day' THEN e.since_on WHEN 'month' THEN e.since_on + 14
        ELSE (e.since_on + interval '6 months')::date END AS since_on,
    CASE e.until_known WHEN 'day' THEN e.until_on WHEN 'month' THEN date_trunc('month', e.until_on)::date + 14
        WHEN 'year' THEN (date_trunc('year', e.until_on) + interval '6 months')::date END AS until_on) said
WHERE n.service_id = %(service)s AND NOT e.taken_back AND e.out_of_view_at IS NULL
    AND NOT EXISTS (SELECT FROM records_lifeevent later WHERE later.corrects_id = e.id)
ORDER BY e.since_on, e.id
