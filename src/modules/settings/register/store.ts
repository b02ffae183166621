// Every statement about the register of schools: rows kept in bulk, runs of the import, the search.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

/** One import at a time: two would count each other's rows. Released when the transaction ends. */
export const lockRegister = query()(
  z.object({ locked: z.boolean() }),
  `select true as locked from (select pg_advisory_xact_lock(hashtextextended('settings.register', 0))) as held`,
)

/** Control characters, which no value holds: the reader takes them out. */
export const BETWEEN_VALUES = '\u001f'
export const BETWEEN_ROWS = '\u001e'

/** Of these rows, those that are not there yet (their status is null) or are there with another digest. */
export const registerDiffers = query<{ urns: readonly number[]; digests: string }>()(
  z.object({ urn: z.number(), status_code: z.string().nullable() }),
  // A join, not "= any": however little PostgreSQL knows of the table, it never looks through the list once for each row.
  `select asked.urn, r.status_code
     from unnest(:urns::int[], string_to_array(:digests, chr(30))) as asked (urn, digest)
     left join settings.register r on r.urn = asked.urn
    where r.digest is distinct from decode(asked.digest, 'hex')`,
)

// Many rows at once in one text, their values in the order of COLUMNS and then the digest, '' for nothing: the quickest
// way into a table that both engines have.
const INSERT = `insert into settings.register (
   urn, la_code, la_name, establishment_number, name, type_code, type_name, group_code, group_name,
   status_code, status_name, opened_on, closed_on, phase_code, phase_name, low_age, high_age, pupils,
   free_meals_percent, trust_name, street, locality, town, county, postcode, website, telephone,
   district_code, district_name, region_name, easting, northing, changed_on, digest, seen_at
   )
   select
   v[1]::int, v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12]::date, v[13]::date,
   v[14], v[15], v[16]::int, v[17]::int, v[18]::int, v[19]::numeric, v[20], v[21], v[22], v[23], v[24],
   v[25], v[26], v[27], v[28], v[29], v[30], v[31]::int, v[32]::int, v[33]::date, decode(v[34], 'hex'),
   :at
     from (
       select string_to_array(line, chr(31), '') as v from string_to_table(:rows, chr(30)) as line offset 0
     ) as sent`

/** Rows that are not there yet. */
export const addRegisterRows = query<{ rows: string; at: Date }>()(Nothing, INSERT)

/** Rows that say something else than before. */
export const changeRegisterRows = query<{ rows: string; at: Date }>()(
  Nothing,
  `${INSERT}
   on conflict (urn) do update set
     la_code = excluded.la_code, la_name = excluded.la_name,
     establishment_number = excluded.establishment_number, name = excluded.name,
     type_code = excluded.type_code, type_name = excluded.type_name, group_code = excluded.group_code,
     group_name = excluded.group_name, status_code = excluded.status_code,
     status_name = excluded.status_name, opened_on = excluded.opened_on, closed_on = excluded.closed_on,
     phase_code = excluded.phase_code, phase_name = excluded.phase_name, low_age = excluded.low_age,
     high_age = excluded.high_age, pupils = excluded.pupils,
     free_meals_percent = excluded.free_meals_percent, trust_name = excluded.trust_name,
     street = excluded.street, locality = excluded.locality, town = excluded.town, county = excluded.county,
     postcode = excluded.postcode, website = excluded.website, telephone = excluded.telephone,
     district_code = excluded.district_code, district_name = excluded.district_name,
     region_name = excluded.region_name, easting = excluded.easting, northing = excluded.northing,
     changed_on = excluded.changed_on, digest = excluded.digest, seen_at = excluded.seen_at`,
)

export const keepLinks = query<{ rows: string }>()(
  Nothing,
  `insert into settings.register_links (urn, link_urn, link_name, link_type, established_on)
   select urn, link_urn, link_name, link_type, nullif(established_on, '')::date
     from jsonb_to_recordset(:rows::jsonb) as r (urn int, link_urn int, link_name text, link_type text, established_on text)
   on conflict (urn, link_urn, link_type) do update
     set link_name = excluded.link_name, established_on = excluded.established_on
   where (register_links.link_name, register_links.established_on) is distinct from (excluded.link_name, excluded.established_on)`,
)

export const addRun = query<{
  at: Date
  programme: string | null
  file_name: string
  by_name: string
  read: number
  added: number
  updated: number
  unchanged: number
  closed: number
  rejected: string
}>()(
  z.object({ id: z.string() }),
  `insert into settings.register_runs (at, programme_id, file_name, by_name, read, added, updated, unchanged, closed, rejected)
   values (:at, :programme, :file_name, :by_name, :read, :added, :updated, :unchanged, :closed, :rejected::jsonb)
   returning id`,
)

export const RunRow = z.object({
  id: z.string(),
  at: z.date(),
  file_name: z.string(),
  by_name: z.string(),
  read: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  closed: z.number(),
})

const RUN = `id, at, file_name, by_name, read, added, updated, unchanged, closed`

export const runsOfProgramme = query<{ programme: string; most: number }>()(
  RunRow,
  `select ${RUN} from settings.register_runs where programme_id = :programme order by at desc, id limit :most`,
)

export const runById = query<{ programme: string; id: string }>()(
  RunRow.extend({ rejected: z.array(z.object({ line: z.number(), urn: z.string(), reason: z.string() })) }),
  `select ${RUN}, rejected from settings.register_runs where programme_id = :programme and id = :id::uuid`,
)

export const lastRun = query<{ programme: string }>()(
  z.object({ at: z.date() }),
  `select at from settings.register_runs where programme_id = :programme order by at desc limit 1`,
)

export const FoundRow = z.object({
  urn: z.number(),
  name: z.string(),
  type_code: z.string().nullable(),
  type_name: z.string().nullable(),
  status_code: z.string(),
  status_name: z.string(),
  closed_on: z.string().nullable(),
  phase_code: z.string().nullable(),
  phase_name: z.string().nullable(),
  low_age: z.number().nullable(),
  high_age: z.number().nullable(),
  pupils: z.number().nullable(),
  trust_name: z.string().nullable(),
  street: z.string().nullable(),
  town: z.string().nullable(),
  postcode: z.string().nullable(),
  la_code: z.string(),
  la_name: z.string(),
  district_code: z.string().nullable(),
  district_name: z.string().nullable(),
})

const FOUND = `r.urn, r.name, r.type_code, r.type_name, r.status_code, r.status_name, r.closed_on, r.phase_code, r.phase_name,
          r.low_age, r.high_age, r.pupils, r.trust_name, r.street, r.town, r.postcode, r.la_code, r.la_name,
          r.district_code, r.district_name`

const MATCHES = `(:words::text[] is null or r.name ilike all (:words::text[]))
      and (:urn::int is null or r.urn = :urn)
      and (:postcode::text is null or replace(upper(r.postcode), ' ', '') like :postcode || '%')
      and (:district::text is null or r.district_code = :district)
      and (:open::boolean is not true or r.status_code <> '2')`

export type Search = {
  words: readonly string[] | null
  urn: number | null
  postcode: string | null
  district: string | null
  open: boolean | null
}

export const searchRegister = query<Search & { programme: string; most: number; skip: number }>()(
  FoundRow.extend({
    enrolled: z.boolean(),
    successor_urn: z.number().nullable(),
    successor_name: z.string().nullable(),
  }),
  `select ${FOUND}, e.urn is not null as enrolled, l.link_urn as successor_urn, l.link_name as successor_name
     from settings.register r
     left join lateral (
       select urn from settings.enrolments where programme_id = :programme and urn = r.urn and left_on is null limit 1
     ) e on true
     left join lateral (
       select link_urn, link_name from settings.register_links
        where urn = r.urn and link_type ilike 'successor%'
        order by established_on desc nulls last, link_urn limit 1
     ) l on true
    where ${MATCHES}
    order by r.name, r.urn
    limit :most offset :skip`,
)

export const countRegister = query<Search>()(
  z.object({ found: z.number() }),
  `select count(*)::int as found from settings.register r where ${MATCHES}`,
)

export const registerByUrns = query<{ urns: readonly number[] }>()(
  FoundRow,
  `select ${FOUND} from settings.register r where r.urn = any(:urns::int[]) order by r.name, r.urn`,
)

export const districtsOnRegister = query()(
  z.object({ district_code: z.string(), district_name: z.string() }),
  `select coalesce(district_code, '') as district_code, min(coalesce(district_name, district_code)) as district_name
     from settings.register where district_code is not null
    group by district_code order by 2 limit 400`,
)
