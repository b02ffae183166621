// Every statement about settings in programmes: enrolments, agreements, what is shared. An enrolment row is published:
// the setting keeps it, its programmes read it, and it says nothing of how a setting is doing.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

/** Enrolment into one programme, one deed at a time: two officers must not make the same school twice. */
export const lockEnrolling = query()(
  z.object({ locked: z.boolean() }),
  `select true as locked from (select pg_advisory_xact_lock(hashtextextended('settings.enrolling', 0))) as held`,
)

export const SettingRow = z.object({
  setting_id: z.string(),
  kind: z.enum(['school', 'programme_office', 'trust_office', 'team', 'partner']),
  name: z.string(),
  designation: z.string().nullable(),
  urn: z.number().nullable(),
  trust_id: z.string().nullable(),
  programme_id: z.string().nullable(),
})

const SETTING = `setting_id, kind, name, designation, urn, trust_id, programme_id`

export const settingById = query<{ setting: string }>()(
  SettingRow,
  `select ${SETTING} from settings.settings where setting_id = :setting`,
)

/** In the clerk's role: has this school a setting already, in whichever programme? */
export const findSettingByUrn = query<{ urn: number }>()(
  SettingRow,
  `select ${SETTING} from settings.settings where urn = :urn and kind = 'school' order by created_at limit 1`,
)

export const addSetting = query<{
  setting: string
  kind: string
  name: string
  designation: string | null
  urn: number | null
  trust: string | null
  programme: string | null
  theme: string | null
  second_step: boolean
  at: Date
}>()(
  Nothing,
  `insert into settings.settings (setting_id, kind, name, designation, urn, trust_id, programme_id, theme, needs_second_step, created_at)
   values (:setting, :kind, :name, :designation, :urn, :trust, :programme, :theme, :second_step, :at)`,
)

export const trustByName = query<{ name: string }>()(
  z.object({ id: z.string(), name: z.string(), office_setting_id: z.string() }),
  `select id, name, office_setting_id from settings.trusts where lower(name) = lower(:name)`,
)

export const addTrust = query<{ id: string; name: string; office: string; made_by: string | null; at: Date }>()(
  Nothing,
  `insert into settings.trusts (id, name, office_setting_id, made_by, created_at) values (:id, :name, :office, :made_by, :at)`,
  { onConflict: { trusts_name_key: 'settings.trust-exists' } },
)

export const addEnrolment = query<{
  setting: string
  programme: string
  name: string
  designation: string
  urn: number | null
  trust_name: string | null
  district: string | null
  phase: string | null
  on: string
}>()(
  Nothing,
  `insert into settings.enrolments (setting_id, programme_id, name, designation, urn, trust_name, district_id, phase_id, enrolled_on)
   values (:setting, :programme, :name, :designation, :urn, :trust_name, :district, :phase, :on)
   on conflict (setting_id, programme_id) do update
     set left_on = null, enrolled_on = excluded.enrolled_on, version = enrolments.version + 1`,
)

export const EnrolmentRow = z.object({
  setting_id: z.string(),
  programme_id: z.string(),
  name: z.string(),
  designation: z.string(),
  urn: z.number().nullable(),
  trust_name: z.string().nullable(),
  district_id: z.string().nullable(),
  phase_id: z.string().nullable(),
  activity_levels: z.array(z.number()),
  enrolled_on: z.string(),
  first_invited_on: z.string().nullable(),
  agreement_offered_on: z.string().nullable(),
  agreed_on: z.string().nullable(),
  agreement_ends_on: z.string().nullable(),
  agreement_ended_on: z.string().nullable(),
  flows: z.array(z.string()),
  left_on: z.string().nullable(),
  version: z.number(),
})
export type Enrolment = z.output<typeof EnrolmentRow>

const ENROLMENT = `e.setting_id, e.programme_id, e.name, e.designation, e.urn, e.trust_name, e.district_id, e.phase_id,
          e.activity_levels, e.enrolled_on, e.first_invited_on, e.agreement_offered_on, e.agreed_on, e.agreement_ends_on,
          e.agreement_ended_on, e.flows, e.left_on, e.version`

export const enrolmentById = query<{ programme: string; setting: string }>()(
  EnrolmentRow,
  `select ${ENROLMENT} from settings.enrolments e where e.programme_id = :programme and e.setting_id = :setting::uuid`,
)

export const enrolledUrns = query<{ programme: string; urns: readonly number[] }>()(
  z.object({ urn: z.number().nullable() }),
  `select urn from settings.enrolments where programme_id = :programme and urn = any(:urns::int[]) and left_on is null`,
)

export const enrolmentByName = query<{ programme: string; name: string }>()(
  z.object({ setting_id: z.string() }),
  `select setting_id from settings.enrolments
    where programme_id = :programme and urn is null and lower(name) = lower(:name) and left_on is null`,
)

/** The agreement in one word; the same words as agreementStateOf in rules.ts, proved equal in a test. */
const STATE = `case when e.agreed_on is not null and e.agreement_ends_on >= :today::date then 'in_force'
                    when e.agreement_offered_on is not null then 'waiting'
                    when e.agreed_on is not null then 'lapsed'
                    else 'ended' end`

export type EnrolledFilter = {
  programme: string
  today: string
  district: string | null
  designation: string | null
  phase: string | null
  state: string | null
  words: string | null
}

const FILTERED = `e.programme_id = :programme and e.left_on is null
      and (:district::uuid is null or e.district_id = :district)
      and (:designation::text is null or e.designation = :designation)
      and (:phase::uuid is null or e.phase_id = :phase)
      and (:state::text is null or ${STATE} = :state)
      and (:words::text is null or e.name ilike :words)`

export const enrolledPage = query<EnrolledFilter & { most: number; skip: number }>()(
  EnrolmentRow.extend({
    state: z.string(),
    district_name: z.string().nullable(),
    register_status: z.string().nullable(),
  }),
  `select ${ENROLMENT}, ${STATE} as state, d.name as district_name, r.status_code as register_status
     from settings.enrolments e
     left join settings.districts d on d.programme_id = e.programme_id and d.id = e.district_id
     left join settings.register r on r.urn = e.urn
    where ${FILTERED}
    order by e.name, e.setting_id
    limit :most offset :skip`,
)

export const enrolledCounts = query<EnrolledFilter>()(
  z.object({
    all: z.number(),
    in_force: z.number(),
    waiting: z.number(),
    lapsed: z.number(),
    ended: z.number(),
    sharing: z.number(),
  }),
  `select count(*)::int as all,
          (count(*) filter (where ${STATE} = 'in_force'))::int as in_force,
          (count(*) filter (where ${STATE} = 'waiting'))::int as waiting,
          (count(*) filter (where ${STATE} = 'lapsed'))::int as lapsed,
          (count(*) filter (where ${STATE} = 'ended'))::int as ended,
          (count(*) filter (where e.flows <> '{}'))::int as sharing
     from settings.enrolments e
    where ${FILTERED}`,
)

/** For the officer's home page: agreements that have waited longest. */
export const longestWaiting = query<{ programme: string; before: string; most: number }>()(
  z.object({
    setting_id: z.string(),
    name: z.string(),
    agreement_offered_on: z.string().nullable(),
    first_invited_on: z.string().nullable(),
  }),
  `select setting_id, name, agreement_offered_on, first_invited_on
     from settings.enrolments
    where programme_id = :programme and left_on is null and agreed_on is null and agreement_offered_on <= :before::date
    order by agreement_offered_on, name limit :most`,
)

export const countWithoutInvitation = query<{ programme: string }>()(
  z.object({ waiting: z.number() }),
  `select count(*)::int as waiting from settings.enrolments
    where programme_id = :programme and left_on is null and first_invited_on is null`,
)

export const closedOnRegister = query<{ programme: string; most: number }>()(
  z.object({ setting_id: z.string(), name: z.string(), closed_on: z.string().nullable() }),
  `select e.setting_id, e.name, r.closed_on
     from settings.enrolments e
     join settings.register r on r.urn = e.urn and r.status_code = '2'
    where e.programme_id = :programme and e.left_on is null
    order by e.name limit :most`,
)

export const markFirstInvited = query<{ setting: string; programme: string; on: string }>()(
  Nothing,
  `update settings.enrolments set first_invited_on = :on, version = version + 1
    where setting_id = :setting and programme_id = :programme`,
)

export const changeEnrolment = query<{
  setting: string
  programme: string
  district: string | null
  phase: string | null
  levels: readonly number[]
  version: number
}>()(
  z.object({ version: z.number() }),
  `update settings.enrolments
      set district_id = :district, phase_id = :phase, activity_levels = :levels::int[], version = version + 1
    where setting_id = :setting and programme_id = :programme and version = :version
   returning version`,
)

/** It leaves: no agreement, nothing shared, and the day. */
export const endEnrolment = query<{ setting: string; programme: string; on: string; version: number }>()(
  z.object({ version: z.number() }),
  `update settings.enrolments
      set left_on = :on, flows = '{}', agreement_offered_on = null, agreed_on = null, agreement_ends_on = null,
          agreement_ended_on = coalesce(agreement_ended_on, :on::date), version = version + 1
    where setting_id = :setting and programme_id = :programme and version = :version and left_on is null
   returning version`,
)

/** After any deed about agreements or sharing: the published row says what now holds. */
export const publishAgreement = query<{ setting: string; programme: string }>()(
  z.object({ flows: z.array(z.string()) }),
  `update settings.enrolments e
      set agreement_offered_on = (
            select (a.offered_at at time zone 'Europe/London')::date from settings.agreements a
             where a.setting_id = e.setting_id and a.programme_id = e.programme_id and a.ended_at is null and a.signed_at is null),
          agreed_on = (
            select (a.signed_at at time zone 'Europe/London')::date from settings.agreements a
             where a.setting_id = e.setting_id and a.programme_id = e.programme_id and a.ended_at is null and a.signed_at is not null),
          agreement_ends_on = (
            select a.ends_on from settings.agreements a
             where a.setting_id = e.setting_id and a.programme_id = e.programme_id and a.ended_at is null and a.signed_at is not null),
          agreement_ended_on = (
            select max((a.ended_at at time zone 'Europe/London')::date) from settings.agreements a
             where a.setting_id = e.setting_id and a.programme_id = e.programme_id),
          flows = array(
            select s.flow from settings.sharing s
             where s.setting_id = e.setting_id and s.programme_id = e.programme_id order by s.flow),
          version = e.version + 1
    where e.setting_id = :setting and e.programme_id = :programme
   returning e.flows`,
)

export const ProgrammeOfSetting = EnrolmentRow.extend({
  programme_name: z.string(),
  programme_slug: z.string(),
  district_name: z.string().nullable(),
})

export const programmesOfSetting = query<{ setting: string }>()(
  ProgrammeOfSetting,
  `select ${ENROLMENT}, p.name as programme_name, p.slug as programme_slug, d.name as district_name
     from settings.enrolments e
     join settings.programmes p on p.id = e.programme_id
     left join settings.districts d on d.programme_id = e.programme_id and d.id = e.district_id
    where e.setting_id = :setting and e.left_on is null
    order by p.name`,
)

/** Up to `most`: a board says so when there are more, and counting stays as quick for a county as for a town. */
export const enrolledNotOnBoard = query<{ programme: string; most: number }>()(
  z.object({ n: z.number() }),
  `select count(*)::int as n
     from (select from settings.enrolments
            where programme_id = :programme and left_on is null and not ('board' = any (flows)) limit :most) as e`,
)

export const trustSettings = query<{ programme: string; trust_name: string }>()(
  z.object({ setting_id: z.string(), name: z.string() }),
  `select setting_id, name from settings.enrolments
    where programme_id = :programme and trust_name = :trust_name and left_on is null order by name limit 200`,
)
