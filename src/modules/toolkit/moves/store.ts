// Every statement about the moves bank: what is shared, what was made of it, how many made something of it.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})
const Id = z.object({ id: z.string() })

export const CreditList = z.array(z.object({ move: z.string(), title: z.string(), school: z.string() }))
export const Measured = z.object({ measure: z.string(), words: z.string() })

const MoveRow = z.object({
  programme_id: z.string(),
  setting_id: z.string(),
  id: z.string(),
  setting_name: z.string(),
  designation: z.string(),
  action_id: z.string().nullable(),
  principle_key: z.string(),
  criterion_key: z.string().nullable(),
  title: z.string(),
  done_words: z.string(),
  for_words: z.string(),
  effort: z.enum(['small', 'medium', 'large']),
  weeks: z.number().nullable(),
  cost_words: z.string().nullable(),
  changed_words: z.string(),
  measured: Measured.nullable(),
  differently: z.string().nullable(),
  may_adapt: z.boolean(),
  contact_id: z.string(),
  ask_words: z.string(),
  credit: CreditList,
  shared_by: z.string(),
  shared_at: z.date(),
  changed_by: z.string().nullable(),
  changed_at: z.date().nullable(),
  until: z.string(),
  hidden_at: z.date().nullable(),
  hidden_by: z.string().nullable(),
  hidden_words: z.string().nullable(),
  appeal_words: z.string().nullable(),
  appealed_at: z.date().nullable(),
  version: z.number(),
  adapted: z.number(),
})
export type MoveRow = z.output<typeof MoveRow>

const MOVE = `select m.programme_id, m.setting_id, m.id, m.setting_name, m.designation, m.action_id, m.principle_key, m.criterion_key, m.title,
       m.done_words, m.for_words, m.effort, m.weeks, m.cost_words, m.changed_words, m.measured, m.differently,
       m.may_adapt, m.contact_id, m.ask_words, m.credit, m.shared_by, m.shared_at, m.changed_by, m.changed_at, m.until,
       m.hidden_at, m.hidden_by, m.hidden_words, m.appeal_words, m.appealed_at, m.version, coalesce(c.adapted, 0) as adapted
  from toolkit.bank_moves m
  left join toolkit.move_counts c on c.programme_id = m.programme_id and c.move_id = m.id`

// A programme's moves, for whoever reads the programme ------------------------------------------------------------------

export type Sought = {
  principle: string | null
  criterion: string | null
  designation: string | null
  effort: string | null
  words: readonly string[]
  /** Officers see what they hid. */
  hidden: boolean
}

const SOUGHT = `(m.hidden_at is null or :hidden::boolean)
      and (:principle::text is null or m.principle_key = :principle)
      and (:criterion::text is null or m.criterion_key = :criterion)
      and (:designation::text is null or m.designation = :designation)
      and (:effort::text is null or m.effort = :effort)
      and not exists (select from unnest(:words::text[]) as w(word)
            where position(w.word in lower(concat_ws(' ', m.title, m.done_words, m.for_words, m.changed_words, m.differently, m.setting_name))) = 0)`

/** Most adapted first. One more than shown is asked for, to know whether there is a next page. */
export const movesSought = query<Sought & { programmes: readonly string[]; skip: number; most: number }>()(
  MoveRow,
  `${MOVE} where m.programme_id = any (:programmes::uuid[]) and ${SOUGHT}
   order by coalesce(c.adapted, 0) desc, m.shared_at desc, m.id offset :skip limit :most`,
)

export const countSought = query<Sought & { programmes: readonly string[] }>()(
  z.object({ n: z.number() }),
  `select count(*)::int as n from toolkit.bank_moves m where m.programme_id = any (:programmes::uuid[]) and ${SOUGHT}`,
)

/** What others did about a criterion, then about its principle. */
export const movesNear = query<{
  programmes: readonly string[]
  but: string
  principle: string
  criterion: string | null
  most: number
}>()(
  MoveRow,
  `${MOVE}
    where m.programme_id = any (:programmes::uuid[]) and m.hidden_at is null and m.setting_id <> :but and m.principle_key = :principle
    order by (m.criterion_key is not null and m.criterion_key = :criterion::text) desc nulls last,
             coalesce(c.adapted, 0) desc, m.shared_at desc, m.id limit :most`,
)

export const moveById = query<{ programmes: readonly string[]; id: string }>()(
  MoveRow,
  `${MOVE} where m.programme_id = any (:programmes::uuid[]) and m.id = :id`,
)

export const movesOfSetting = query<{ setting: string }>()(
  MoveRow,
  `${MOVE} where m.setting_id = :setting order by m.shared_at desc, m.id`,
)

export const ownMove = query<{ setting: string; id: string }>()(
  MoveRow,
  `${MOVE} where m.setting_id = :setting and m.id = :id`,
)

/** In a programme: what a school asked to be looked at again. */
export const appealsIn = query<{ programme: string }>()(
  z.object({ id: z.string(), title: z.string(), setting_name: z.string() }),
  `select id, title, setting_name from toolkit.bank_moves
    where programme_id = :programme and hidden_at is not null and appealed_at is not null order by appealed_at limit 3`,
)

// The setting's own ----------------------------------------------------------------------------------------------------

type Words = {
  principle: string
  criterion: string | null
  title: string
  done_words: string
  for_words: string
  effort: string
  weeks: number | null
  cost_words: string | null
  changed_words: string
  measured: string | null
  differently: string | null
  may_adapt: boolean
  contact: string
  ask_words: string
}

export const addMove = query<
  Words & {
    programme: string
    setting: string
    setting_name: string
    designation: string
    action: string | null
    credit: string
    by: string
    at: Date
    until: string
  }
>()(
  Id,
  `insert into toolkit.bank_moves (programme_id, setting_id, setting_name, designation, action_id, principle_key, criterion_key, title, done_words,
                                   for_words, effort, weeks, cost_words, changed_words, measured, differently, may_adapt,
                                   contact_id, ask_words, credit, shared_by, shared_at, until)
   values (:programme, :setting, :setting_name, :designation, :action, :principle, :criterion, :title, :done_words,
           :for_words, :effort, :weeks, :cost_words, :changed_words, :measured::jsonb, :differently, :may_adapt,
           :contact, :ask_words, :credit::jsonb, :by, :at, :until)
   returning id`,
)

/** Only over the version that the writer began from. */
export const changeMove = query<Words & { setting: string; id: string; version: number; by: string; at: Date }>()(
  Id,
  `update toolkit.bank_moves
      set principle_key = :principle, criterion_key = :criterion, title = :title, done_words = :done_words,
          for_words = :for_words, effort = :effort, weeks = :weeks, cost_words = :cost_words,
          changed_words = :changed_words, measured = :measured::jsonb, differently = :differently, may_adapt = :may_adapt,
          contact_id = :contact, ask_words = :ask_words, changed_by = :by, changed_at = :at, version = version + 1
    where setting_id = :setting and id = :id and version = :version
   returning id`,
)

export const removeMoves = query<{ setting: string; moves: readonly string[] }>()(
  Nothing,
  `delete from toolkit.bank_moves where setting_id = :setting and id = any (:moves::uuid[])`,
)

/** Read until the agreement's last day, under the setting's name of today. */
export const dateMoves = query<{
  setting: string
  programme: string
  until: string
  setting_name: string
  designation: string
}>()(
  Nothing,
  `update toolkit.bank_moves set until = :until, setting_name = :setting_name, designation = :designation
    where setting_id = :setting and programme_id = :programme`,
)

export const appeal = query<{ setting: string; id: string; words: string; at: Date }>()(
  Id,
  `update toolkit.bank_moves set appeal_words = :words, appealed_at = :at
    where setting_id = :setting and id = :id and hidden_at is not null
   returning id`,
)

// What was made of a move ----------------------------------------------------------------------------------------------

export const addAdaptation = query<{
  setting: string
  action: string
  programme: string
  move: string
  credit: string
  original: string
  by: string
  at: Date
}>()(
  Nothing,
  `insert into toolkit.move_adaptations (setting_id, action_id, programme_id, move_id, credit, original, adapted_by, adapted_at)
   values (:setting, :action, :programme, :move, :credit::jsonb, :original::jsonb, :by, :at)`,
)

/** Also of an action that was carried on from a cycle before. */
export const adaptationOfAction = query<{ setting: string; action: string }>()(
  z.object({
    move_id: z.string(),
    credit: CreditList,
    original: z
      .object({ title: z.string(), done_words: z.string(), for_words: z.string(), changed_words: z.string() })
      .nullable(),
    adapted_by: z.string(),
    adapted_at: z.date(),
  }),
  `with recursive line as (
     select a.id, a.carried_from, 0 as back from toolkit.actions a where a.setting_id = :setting and a.id = :action
     union all
     select a.id, a.carried_from, l.back + 1 from toolkit.actions a join line l on a.id = l.carried_from
      where a.setting_id = :setting and l.back < 20)
   select d.move_id, d.credit, d.original, d.adapted_by, d.adapted_at
     from toolkit.move_adaptations d join line l on l.id = d.action_id
    where d.setting_id = :setting order by l.back limit 1`,
)

// The clerk's ----------------------------------------------------------------------------------------------------------

/** Taken first, so that of two schools that adapt at once neither is lost. */
export const holdCount = query<{ programme: string; move: string }>()(
  Nothing,
  `insert into toolkit.move_counts (programme_id, move_id, adapted) values (:programme, :move, 0)
   on conflict (programme_id, move_id) do update set adapted = move_counts.adapted`,
)

export const countAnew = query<{ programme: string; move: string }>()(
  Nothing,
  `update toolkit.move_counts
      set adapted = (select count(distinct setting_id)::int from toolkit.move_adaptations where move_id = :move)
    where programme_id = :programme and move_id = :move`,
)

export const forgetCounts = query<{ moves: readonly string[] }>()(
  Nothing,
  `delete from toolkit.move_counts where move_id = any (:moves::uuid[])`,
)

export const forgetOriginals = query<{ moves: readonly string[] }>()(
  Nothing,
  `update toolkit.move_adaptations set original = null where move_id = any (:moves::uuid[]) and original is not null`,
)

export const hideMove = query<{ programme: string; id: string; by: string; at: Date; words: string }>()(
  Id,
  `update toolkit.bank_moves
      set hidden_at = :at, hidden_by = :by, hidden_words = :words, appeal_words = null, appealed_at = null
    where programme_id = :programme and id = :id and hidden_at is null
   returning id`,
)

export const showMove = query<{ programme: string; id: string }>()(
  Id,
  `update toolkit.bank_moves
      set hidden_at = null, hidden_by = null, hidden_words = null, appeal_words = null, appealed_at = null
    where programme_id = :programme and id = :id and hidden_at is not null
   returning id`,
)

/** For the proofs. */
export const anyMove = query<{ programme: string }>()(
  Id,
  `select id from toolkit.bank_moves where programme_id = :programme and hidden_at is null and may_adapt order by title, id limit 1`,
)
