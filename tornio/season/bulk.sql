-- One transaction of a large season. Keys follow from what they are the key of, so that no join is needed.
-- The first three parts make the staff, their hours and their days away, once; the others run for each stretch of
-- networks.

WITH staff AS (
    SELECT pair, half, md5('staff/' || pair || '/' || half)::uuid AS id
    FROM generate_series(0, %(pairs)s - 1) pair, generate_series(0, 1) half
), named AS (
    INSERT INTO people_person (id, organisation_id, full_name, called, name_key, languages, communication_needs, identifier)
    SELECT id, %(organisation)s, 'Practitioner ' || pair || '-' || half, 'P' || pair || '-' || half,
        'practitioner ' || pair || ' ' || half, '{}', '', '' FROM staff
)
INSERT INTO people_practitioner (id, organisation_id, person_id, service_id, profession, described, since)
SELECT md5('works/' || pair || '/' || half)::uuid, %(organisation)s, id, %(service)s,
    CASE half WHEN 0 THEN 'nurse' ELSE 'peer_practitioner' END,
    CASE half WHEN 0 THEN 'nurse' ELSE 'peer practitioner' END, %(until)s - interval '2 years' FROM staff
--;
-- The five days of the week on which the meetings below are, from half past eight to six in the evening.
INSERT INTO records_workinghours (id, organisation_id, practitioner_id, weekday, hours, valid)
SELECT md5('hours/' || pair || '/' || half || '/' || d)::uuid, %(organisation)s, md5('works/' || pair || '/' || half)::uuid,
    (extract(isodow FROM %(until)s::timestamptz)::int - 1 + d) %% 7 + 1, int4range(510, 1080),
    daterange((%(until)s - interval '2 years')::date, NULL)
FROM generate_series(0, %(pairs)s - 1) pair, generate_series(0, 1) half, generate_series(0, 4) d
--;
-- One in ten is away for two days of the coming week.
INSERT INTO records_away (id, organisation_id, practitioner_id, during)
SELECT md5('away/' || pair || '/' || half)::uuid, %(organisation)s, md5('works/' || pair || '/' || half)::uuid,
    tstzrange(date_trunc('day', %(until)s::timestamptz) + interval '2 days',
        date_trunc('day', %(until)s::timestamptz) + interval '4 days')
FROM generate_series(0, %(pairs)s - 1) pair, generate_series(0, 1) half WHERE (2 * pair + half) %% 10 = 3
--;
INSERT INTO people_person (id, organisation_id, full_name, called, name_key, languages, communication_needs, identifier)
SELECT md5('person/' || n || '/' || k)::uuid, %(organisation)s, initcap(w.called) || ' ' || initcap(w.family),
    initcap(w.called), w.called || ' ' || w.family, '{}', '', ''
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 4) k, LATERAL (
    SELECT translate(substr(md5('called/' || n || '/' || k), 1, 6), '0123456789abcdef', 'aeiourlnstmbdgkp') AS called,
        translate(substr(md5('family/' || n), 1, 8), '0123456789abcdef', 'aeiourlnstmbdgkp') AS family
) w
--;
INSERT INTO records_network (id, organisation_id, service_id, centre_id, opened_at)
SELECT md5('network/' || n)::uuid, %(organisation)s, %(service)s, md5('person/' || n || '/0')::uuid,
    %(until)s - (%(meetings)s + 1) * interval '7 days'
FROM generate_series(%(first)s, %(last)s) n
--;
INSERT INTO records_networkmember (id, organisation_id, network_id, person_id, relation, ring, sector, belonging,
    invited_by, during, person_agreed_at, member_agreed_at, may_read, may_write)
SELECT md5('member/' || n || '/' || k)::uuid, %(organisation)s, md5('network/' || n)::uuid,
    md5('person/' || n || '/' || k)::uuid, (ARRAY['mother', 'brother', 'friend', 'neighbour'])[k], 1 + k %% 3,
    CASE WHEN k < 3 THEN 'family' ELSE 'friends' END, 'belongs', 'person',
    tstzrange(%(until)s - (%(meetings)s + 1) * interval '7 days', NULL), %(until)s, %(until)s, true, true
FROM generate_series(%(first)s, %(last)s) n, generate_series(1, 4) k
--;
INSERT INTO records_episode (id, organisation_id, network_id, opened_at, returned)
SELECT md5('episode/' || n)::uuid, %(organisation)s, md5('network/' || n)::uuid,
    %(until)s - (%(meetings)s + 1) * interval '7 days', false
FROM generate_series(%(first)s, %(last)s) n
--;
INSERT INTO records_firstcontact (id, organisation_id, service_id, channel, own_words, for_whom, caller_name,
    caller_relation, person_name, knows, language, needs, wishes, onset_words, contacted_at, first_offered_at,
    first_offered_for, first_met_at, caller_id, person_id, network_id, episode_id, held_by_id, opened_at, closed_by,
    closed_why)
SELECT md5('contact/' || n)::uuid, %(organisation)s, %(service)s, 'telephone', 'Words of a first call, number ' || n,
    'relative', 'Somebody ' || n || '-1', 'mother', 'Somebody ' || n || '-0', 'elsewhere', '', '', '', '',
    t.at, t.at + interval '1 hour', t.at + interval '20 hours', CASE WHEN n %% 50 = 0 THEN NULL ELSE t.at + interval '20 hours' END,
    md5('person/' || n || '/1')::uuid, md5('person/' || n || '/0')::uuid, md5('network/' || n)::uuid,
    md5('episode/' || n)::uuid, md5('responsible/' || n)::uuid, t.at, '', ''
FROM generate_series(%(first)s, %(last)s) n,
    LATERAL (SELECT CASE WHEN n %% 50 = 0 THEN %(until)s - (n %% 37) * interval '1 hour'
        ELSE %(until)s - (%(meetings)s + 1) * interval '7 days' END AS at) t
--;
INSERT INTO records_responsibility (id, organisation_id, first_contact_id, practitioner_id, during, by_way, reason)
SELECT md5('responsible/' || n)::uuid, %(organisation)s, md5('contact/' || n)::uuid,
    md5('works/' || n / %(pair)s || '/0')::uuid,
    tstzrange(%(until)s - (%(meetings)s + 1) * interval '7 days', NULL), 'answered', ''
FROM generate_series(%(first)s, %(last)s) n
--;
INSERT INTO records_networkmeeting (id, organisation_id, network_id, episode_id, status, planned, place_kind,
    place_words, place_chosen_by, time_chosen_by, proposed_at, proposed_by_id, minimum_therapists, peer_required,
    agreed_at, opened_at, opened_by_id, fewer_why, closing_words, not_held_by, not_held_why, without_person_answer)
SELECT md5('meeting/' || n || '/' || w)::uuid, %(organisation)s, md5('network/' || n)::uuid,
    md5('episode/' || n)::uuid, 'open', tstzrange(t.at, t.at + interval '90 minutes'), 'home', 'At home', 'network',
    'network', t.at - interval '6 days', md5('staff/' || n / %(pair)s || '/0')::uuid, 2, false,
    t.at - interval '6 days', t.at, md5('staff/' || n / %(pair)s || '/0')::uuid, '', '', '', '', ''
FROM generate_series(%(first)s, %(last)s) n, generate_series(1, %(meetings)s) w,
    LATERAL (SELECT date_trunc('day', %(until)s::timestamptz) - w * interval '7 days'
        + (n %% %(pair)s) / 4 * interval '1 day' + (9 + n %% 4 * 2) * interval '1 hour' AS at) t
--;
INSERT INTO records_booking (id, organisation_id, meeting_id, practitioner_id, booked_as, peer, planned,
    meeting_status, booked_at, released_why)
SELECT md5('booking/' || m.id || '/' || half)::uuid, %(organisation)s, m.id,
    md5('works/' || n / %(pair)s || '/' || half)::uuid, 'team', half = 1, m.planned, 'open', lower(m.planned), ''
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) half,
    LATERAL (SELECT id, planned FROM records_networkmeeting WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) m
--;
INSERT INTO records_teammember (id, organisation_id, network_id, practitioner_id, during, joined_by, meeting_id,
    left_by, left_words)
SELECT md5('team/' || n || '/' || half)::uuid, %(organisation)s, md5('network/' || n)::uuid,
    md5('works/' || n / %(pair)s || '/' || half)::uuid,
    tstzrange(%(until)s - %(meetings)s * interval '7 days', NULL), 'first_meeting',
    md5('meeting/' || n || '/' || %(meetings)s)::uuid, '', ''
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) half
--;
INSERT INTO records_invitation (id, organisation_id, meeting_id, person_id, invited_at, invited_by_id, answer, words)
SELECT md5('asked/' || m.id || '/' || k)::uuid, %(organisation)s, m.id, md5('person/' || n || '/' || k)::uuid,
    lower(m.planned) - interval '5 days', md5('staff/' || n / %(pair)s || '/0')::uuid, 'comes', ''
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 3) k,
    LATERAL (SELECT id, planned FROM records_networkmeeting WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) m
--;
INSERT INTO records_presence (id, organisation_id, meeting_id, network_id, person_id, present, present_as, way,
    described, noted_by_id)
SELECT md5('presence/' || m.id || '/' || k)::uuid, %(organisation)s, m.id, md5('network/' || n)::uuid,
    CASE WHEN k < 4 THEN md5('person/' || n || '/' || k)::uuid ELSE md5('staff/' || n / %(pair)s || '/' || k - 4)::uuid END,
    m.planned, CASE WHEN k = 0 THEN 'centre' WHEN k < 4 THEN 'member' ELSE 'practitioner' END, 'room', '',
    md5('staff/' || n / %(pair)s || '/0')::uuid
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 5) k,
    LATERAL (SELECT id, planned FROM records_networkmeeting WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) m
--;
INSERT INTO records_voice (id, organisation_id, network_id, meeting_id, kind, author_id, written_by_id,
    read_back_words, spoken_as, said_to, text, said_at, audience, chosen)
SELECT md5('voice/' || m.id || '/' || v)::uuid, %(organisation)s, md5('network/' || n)::uuid, m.id,
    CASE WHEN v %% 5 = 4 THEN 'reflection' ELSE 'voice' END, a.id, a.id, '', '',
    CASE WHEN v %% 5 = 4 THEN 'everyone' ELSE '' END,
    repeat('What somebody said round the table, as they said it. ', 1 + v %% 4), lower(m.planned) + v * interval '5 minutes',
    CASE WHEN v = 7 THEN 'person_and_team' ELSE 'network' END, '{}'
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, %(voices)s - 1) v,
    LATERAL (SELECT id, planned FROM records_networkmeeting WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) m,
    LATERAL (SELECT CASE WHEN v %% 5 = 4 THEN md5('staff/' || n / %(pair)s || '/' || v %% 2)::uuid
        ELSE md5('person/' || n || '/' || v %% 4)::uuid END AS id) a
--;
INSERT INTO records_openquestion (id, organisation_id, network_id, meeting_id, asked_by_id, written_by_id, text,
    asked_at, audience, chosen)
SELECT md5('question/' || n || '/' || w)::uuid, %(organisation)s, md5('network/' || n)::uuid,
    md5('meeting/' || n || '/' || w)::uuid, md5('person/' || n || '/1')::uuid, md5('person/' || n || '/1')::uuid,
    'What shall we do about number ' || w || '?', %(until)s - w * interval '7 days', 'network', '{}'
FROM generate_series(%(first)s, %(last)s) n, generate_series(1, %(meetings)s, 7) w
--;
INSERT INTO records_decision (id, organisation_id, network_id, meeting_id, centre_id, outcome, kind, words, at,
    decided_during, written_by_id, audience, chosen)
SELECT md5('decision/' || m.id)::uuid, %(organisation)s, m.network_id, m.id, md5('person/' || n || '/0')::uuid,
    'decided', 'general', 'We meet again, and see.', t.at, tstzrange(t.at, t.at, '[]'),
    md5('staff/' || n / %(pair)s || '/0')::uuid, 'network', '{}'
FROM generate_series(%(first)s, %(last)s) n,
    LATERAL (SELECT id, network_id, planned FROM records_networkmeeting WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) m,
    LATERAL (SELECT lower(m.planned) + interval '1 hour' AS at) t
WHERE get_byte(uuid_send(m.id), 0) < 128
--;
INSERT INTO records_position (id, organisation_id, decision_id, person_id, number, stand, words, at, written_by_id,
    audience, chosen)
SELECT md5('position/' || d.id || '/' || k)::uuid, %(organisation)s, d.id, md5('person/' || n || '/' || k)::uuid, 1,
    (ARRAY['agree', 'unsure', 'agree'])[k + 1], '', d.at, md5('person/' || n || '/' || k)::uuid, 'network', '{}'
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 2) k,
    LATERAL (SELECT id, at FROM records_decision WHERE network_id = md5('network/' || n)::uuid
        AND organisation_id = %(organisation)s) d
--;
UPDATE records_presence p SET present = tstzrange(lower(present), lower(present) + interval '80 minutes')
FROM generate_series(%(first)s, %(last)s) n
WHERE p.organisation_id = %(organisation)s AND p.network_id = md5('network/' || n)::uuid AND p.present_as = 'member'
    AND get_byte(uuid_send(p.id), 0) < 64
--;
UPDATE records_networkmeeting m SET status = 'held', held_at = upper(planned)
FROM generate_series(%(first)s, %(last)s) n
WHERE m.organisation_id = %(organisation)s AND m.network_id = md5('network/' || n)::uuid AND upper(planned) < %(until)s
