// Statements about settings that ask to join: the public search of the register, requests, and their answers.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

const FoundRow = z.object({
  urn: z.number(),
  name: z.string(),
  type_code: z.string().nullable(),
  phase_code: z.string().nullable(),
  low_age: z.number().nullable(),
  high_age: z.number().nullable(),
  status_code: z.string(),
  town: z.string().nullable(),
  postcode: z.string().nullable(),
  la_name: z.string(),
  district_code: z.string().nullable(),
  district_name: z.string().nullable(),
})
export type Found = z.output<typeof FoundRow>

const FOUND = `r.urn, r.name, r.type_code, r.phase_code, r.low_age, r.high_age, r.status_code, r.town, r.postcode, r.la_name,
          r.district_code, r.district_name`

/** Schools that are not closed, by name, from the last one shown. One more than shown says whether there are more. */
export const findSchools = query<{
  words: readonly string[] | null
  urn: number | null
  postcode: string | null
  after_name: string
  after_urn: number
  most: number
}>()(
  FoundRow,
  `select ${FOUND} from settings.register r
    where r.status_code <> '2'
      and (:words::text[] is null or r.name ilike all (:words::text[]))
      and (:urn::int is null or r.urn = :urn)
      and (:postcode::text is null or replace(upper(r.postcode), ' ', '') like :postcode || '%')
      and (r.name, r.urn) > (:after_name, :after_urn::int)
    order by r.name, r.urn limit :most`,
)

export const schoolByUrn = query<{ urn: number }>()(
  FoundRow,
  `select ${FOUND} from settings.register r where r.urn = :urn`,
)

/** In the clerk's role: which of these schools take part already, in any programme or in this one. */
export const takingPart = query<{ urns: readonly number[]; programme: string | null }>()(
  z.object({ urn: z.number().nullable() }),
  `select distinct urn from settings.enrolments
    where urn = any (:urns::int[]) and left_on is null and (:programme::uuid is null or programme_id = :programme)`,
)

/** Every programme: whether it takes requests, and whether it works in this district of the register. */
export const programmesToAsk = query<{ code: string | null; name: string | null }>()(
  z.object({ id: z.string(), name: z.string(), takes: z.boolean(), here: z.boolean(), has_districts: z.boolean() }),
  `select p.id, p.name, p.takes_requests as takes,
          exists (select from settings.districts d
                   where d.programme_id = p.id
                     and (d.register_code = :code or lower(d.name) = lower(:name))) as here,
          exists (select from settings.districts d where d.programme_id = p.id) as has_districts
     from settings.programmes p order by p.name, p.id`,
)

/** At the door. */
export const addRequest = query<{
  id: string
  programme: string
  urn: number | null
  name: string
  designation: string
  where: string | null
  asker_name: string
  asker_role: string
  asker_email: string
  why: string
  token_hash: Buffer
  at: Date
  until: Date
}>()(
  Nothing,
  `insert into settings.joining_requests (id, programme_id, urn, name, designation, where_words, asker_name, asker_role, asker_email, why, token_hash, asked_at, proof_until)
   values (:id, :programme, :urn, :name, :designation, :where, :asker_name, :asker_role, :asker_email, :why, :token_hash, :at, :until)`,
)

export const requestByToken = query<{ token_hash: Buffer }>()(
  z.object({
    id: z.string(),
    name: z.string(),
    programme_id: z.string(),
    programme_name: z.string(),
    proof_until: z.date().nullable(),
    answered_at: z.date().nullable(),
  }),
  `select q.id, q.name, q.programme_id, p.name as programme_name, q.proof_until, q.answered_at
     from settings.joining_requests q join settings.programmes p on p.id = q.programme_id
    where q.token_hash = :token_hash`,
)

/** Once, by one statement. */
export const proveRequest = query<{ id: string; at: Date }>()(
  z.object({ id: z.string() }),
  `update settings.joining_requests set proved_at = :at, proof_until = null
    where id = :id and proof_until > :at and answered_at is null returning id`,
)

export const RequestRow = z.object({
  id: z.string(),
  urn: z.number().nullable(),
  name: z.string(),
  designation: z.string(),
  where_words: z.string().nullable(),
  asker_name: z.string(),
  asker_role: z.enum(['head', 'senior_leader', 'senior_mental_health_lead', 'governor', 'staff']),
  asker_email: z.string(),
  why: z.string(),
  asked_at: z.date(),
  proved_at: z.date().nullable(),
  answered_at: z.date().nullable(),
  answered_by: z.string().nullable(),
  answer: z.enum(['enrolled', 'declined', 'overtaken']).nullable(),
  answer_words: z.string().nullable(),
  enrolled_as: z.string().nullable(),
})
export type JoiningRequest = z.output<typeof RequestRow>

const REQUEST = `q.id, q.urn, q.name, q.designation, q.where_words, q.asker_name, q.asker_role, q.asker_email, q.why, q.asked_at,
          q.proved_at, q.answered_at, q.answered_by, q.answer, q.answer_words, q.enrolled_as`

/** Those that wait, longest first; what nobody proved is not the office's to read. */
export const waitingRequests = query<{ programme: string; most: number }>()(
  RequestRow,
  `select ${REQUEST} from settings.joining_requests q
    where q.programme_id = :programme and q.proved_at is not null and q.answered_at is null
    order by q.proved_at, q.id limit :most`,
)

export const answeredRequests = query<{ programme: string; most: number }>()(
  RequestRow,
  `select ${REQUEST} from settings.joining_requests q
    where q.programme_id = :programme and q.proved_at is not null and q.answered_at is not null
    order by q.answered_at desc, q.id limit :most`,
)

export const countWaiting = query<{ programme: string }>()(
  z.object({ n: z.number(), first: z.string().nullable() }),
  `select count(*)::int as n, (array_agg(name order by proved_at, id))[1] as first from settings.joining_requests
    where programme_id = :programme and proved_at is not null and answered_at is null`,
)

export const requestById = query<{ programme: string; id: string }>()(
  RequestRow,
  `select ${REQUEST} from settings.joining_requests q
    where q.programme_id = :programme and q.id = :id::uuid and q.proved_at is not null`,
)

/** Others who ask for the same school, or under the same name where it is not on the register. */
export const sameSetting = query<{ programme: string; id: string }>()(
  RequestRow,
  `select ${REQUEST} from settings.joining_requests q
     join settings.joining_requests this on this.id = :id
    where q.programme_id = :programme and q.id <> this.id and q.proved_at is not null and q.answered_at is null
      and (q.urn = this.urn or (q.urn is null and this.urn is null and lower(q.name) = lower(this.name)))
    order by q.proved_at, q.id limit 20`,
)

export const answerRequest = query<{
  programme: string
  id: string
  at: Date
  by: string
  answer: string
  words: string | null
  setting: string | null
}>()(
  z.object({ id: z.string() }),
  `update settings.joining_requests
      set answered_at = :at, answered_by = :by, answer = :answer, answer_words = :words, enrolled_as = :setting
    where programme_id = :programme and id = :id and proved_at is not null and answered_at is null
   returning id`,
)

/** What the register says of the school now, for whoever answers. */
export const registerSays = query<{ urn: number }>()(
  z.object({
    name: z.string(),
    status_code: z.string(),
    status_name: z.string(),
    closed_on: z.string().nullable(),
    type_name: z.string().nullable(),
    type_code: z.string().nullable(),
    phase_code: z.string().nullable(),
    low_age: z.number().nullable(),
    high_age: z.number().nullable(),
    pupils: z.number().nullable(),
    trust_name: z.string().nullable(),
    street: z.string().nullable(),
    town: z.string().nullable(),
    postcode: z.string().nullable(),
    la_name: z.string(),
    district_code: z.string().nullable(),
    district_name: z.string().nullable(),
    website: z.string().nullable(),
    telephone: z.string().nullable(),
  }),
  `select name, status_code, status_name, closed_on, type_name, type_code, phase_code, low_age, high_age, pupils, trust_name,
          street, town, postcode, la_name, district_code, district_name, website, telephone
     from settings.register where urn = :urn`,
)
