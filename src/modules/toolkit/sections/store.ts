// Statements about who holds a chapter, and its sign-off in a stage. Each changes only what its writer saw.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

type OfCycle = { setting: string; cycle: string }
type OfChapter = OfCycle & { principle: string }

export const SectionShape = z.object({
  principle_key: z.string(),
  by_on: z.string().nullable(),
  given_by: z.string(),
  given_at: z.date(),
  version: z.number(),
  holders: z.array(z.string()),
})
export type SectionRow = z.output<typeof SectionShape>

export const sectionsOfCycle = query<OfCycle>()(
  SectionShape,
  `select s.principle_key, s.by_on, s.given_by, s.given_at, s.version,
          array(select h.member_id::text from toolkit.section_holders h
                 where h.setting_id = s.setting_id and h.cycle_id = s.cycle_id and h.principle_key = s.principle_key
                 order by h.member_id) as holders
     from toolkit.sections s where s.setting_id = :setting and s.cycle_id = :cycle
    order by s.principle_key`,
)

/** No row when someone else gave it meanwhile. */
export const keepSection = query<OfChapter & { by_on: string | null; name: string; at: Date; version: number }>()(
  z.object({ version: z.number() }),
  `insert into toolkit.sections as s (setting_id, cycle_id, principle_key, by_on, given_by, given_at)
   values (:setting, :cycle, :principle, :by_on::date, :name, :at)
   on conflict (setting_id, cycle_id, principle_key) do update
      set by_on = excluded.by_on, given_by = excluded.given_by, given_at = excluded.given_at, version = s.version + 1
    where s.version = :version
   returning s.version`,
)

export const removeHolders = query<OfChapter>()(
  Nothing,
  `delete from toolkit.section_holders
    where setting_id = :setting and cycle_id = :cycle and principle_key = :principle`,
)

export const addHolders = query<OfChapter & { members: readonly string[] }>()(
  Nothing,
  `insert into toolkit.section_holders (setting_id, cycle_id, principle_key, member_id)
   select :setting, :cycle, :principle, m from unnest(:members::uuid[]) m`,
)

export const SignOffShape = z.object({
  principle_key: z.string(),
  stage: z.enum(['assess', 'plan', 'review']),
  state: z.enum(['ready', 'signed', 'sent_back']),
  ready_name: z.string(),
  ready_at: z.date(),
  decided_name: z.string().nullable(),
  decided_at: z.date().nullable(),
  words: z.string().nullable(),
  version: z.number(),
})
export type SignOffRow = z.output<typeof SignOffShape>

export const signOffsOfCycle = query<OfCycle>()(
  SignOffShape,
  `select principle_key, stage, state, ready_name, ready_at, decided_name, decided_at, words, version
     from toolkit.sign_offs where setting_id = :setting and cycle_id = :cycle
    order by principle_key, ready_at`,
)

type Deed = OfChapter & { stage: string; name: string; at: Date; version: number }

/** The first time, or again after it was sent back. */
export const sayReady = query<Deed>()(
  z.object({ version: z.number() }),
  `insert into toolkit.sign_offs as s (setting_id, cycle_id, principle_key, stage, state, ready_name, ready_at)
   values (:setting, :cycle, :principle, :stage, 'ready', :name, :at)
   on conflict (setting_id, cycle_id, principle_key, stage) do update
      set state = 'ready', ready_name = excluded.ready_name, ready_at = excluded.ready_at,
          decided_name = null, decided_at = null, words = null, version = s.version + 1
    where s.version = :version and s.state = 'sent_back'
   returning s.version`,
)

export const signOff = query<Deed>()(
  z.object({ version: z.number() }),
  `update toolkit.sign_offs set state = 'signed', decided_name = :name, decided_at = :at, version = version + 1
    where setting_id = :setting and cycle_id = :cycle and principle_key = :principle and stage = :stage
      and version = :version and state = 'ready'
   returning version`,
)

/** Also one that was signed off: then something turned out to be missing. */
export const sendBack = query<Deed & { words: string }>()(
  z.object({ version: z.number() }),
  `update toolkit.sign_offs
      set state = 'sent_back', decided_name = :name, decided_at = :at, words = :words, version = version + 1
    where setting_id = :setting and cycle_id = :cycle and principle_key = :principle and stage = :stage
      and version = :version and state in ('ready', 'signed')
   returning version`,
)
