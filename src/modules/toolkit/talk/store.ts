// Every statement about comments and whom they ask for. A comment is changed only over the version its writer began
// from, and only by its writer.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const CommentRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  cycle_id: z.string(),
  about: z.enum(['criterion', 'principle', 'action', 'call']),
  about_key: z.string(),
  author_id: z.string(),
  author_name: z.string(),
  words: z.string(),
  written_at: z.date(),
  changed_at: z.date().nullable(),
  taken_back_at: z.date().nullable(),
  version: z.number(),
})

const COMMENT = `c.setting_id, c.id, c.cycle_id, c.about, c.about_key, c.author_id, c.author_name, c.words, c.written_at, c.changed_at,
  c.taken_back_at, c.version`

type OfThing = { setting: string; cycle: string; about: string; key: string }

/** Oldest first. */
export const commentsAbout = query<OfThing>()(
  CommentRow,
  `select ${COMMENT} from toolkit.comments c
    where c.setting_id = :setting and c.cycle_id = :cycle and c.about = :about and c.about_key = :key
    order by c.written_at, c.id`,
)

export const mentionsAbout = query<OfThing>()(
  z.object({
    comment_id: z.string(),
    person_id: z.string(),
    person_name: z.string(),
    asked_at: z.date(),
    seen_at: z.date().nullable(),
  }),
  `select m.comment_id, m.person_id, m.person_name, m.asked_at, m.seen_at
     from toolkit.mentions m
     join toolkit.comments c on c.setting_id = m.setting_id and c.id = m.comment_id
    where c.setting_id = :setting and c.cycle_id = :cycle and c.about = :about and c.about_key = :key
    order by m.person_name, m.person_id`,
)

export const commentById = query<{ setting: string; id: string }>()(
  CommentRow,
  `select ${COMMENT} from toolkit.comments c where c.setting_id = :setting and c.id = :id::uuid`,
)

/** For the whole-house proofs: one that still stands. */
export const newestComment = query<{ setting: string }>()(
  z.object({ id: z.string(), about: z.string(), about_key: z.string() }),
  `select c.id, c.about, c.about_key from toolkit.comments c
     join toolkit.cycles y on y.setting_id = c.setting_id and y.id = c.cycle_id
    where c.setting_id = :setting and c.taken_back_at is null
    order by y.number desc, c.written_at desc, c.id limit 1`,
)

export const addComment = query<OfThing & { person: string; name: string; words: string; at: Date }>()(
  z.object({ id: z.string() }),
  `insert into toolkit.comments (setting_id, cycle_id, about, about_key, author_id, author_name, words, written_at)
   values (:setting, :cycle, :about, :key, :person, :name, :words, :at)
   returning id`,
)

type Own = { setting: string; id: string; person: string; version: number; at: Date }

export const changeComment = query<Own & { words: string }>()(
  z.object({ version: z.number() }),
  `update toolkit.comments set words = :words, changed_at = :at, version = version + 1
    where setting_id = :setting and id = :id and author_id = :person and version = :version and taken_back_at is null
   returning version`,
)

export const takeBackComment = query<Own>()(
  z.object({ version: z.number() }),
  `update toolkit.comments set words = '', taken_back_at = :at, version = version + 1
    where setting_id = :setting and id = :id and author_id = :person and version = :version and taken_back_at is null
   returning version`,
)

export const addMention = query<{ setting: string; comment: string; person: string; name: string; at: Date }>()(
  Nothing,
  `insert into toolkit.mentions (setting_id, comment_id, person_id, person_name, asked_at)
   values (:setting, :comment, :person, :name, :at)
   on conflict (setting_id, comment_id, person_id) do nothing`,
)

export const removeMentions = query<{ setting: string; comment: string }>()(
  Nothing,
  `delete from toolkit.mentions where setting_id = :setting and comment_id = :comment`,
)

/** All that one person is asked for under one thing. */
export const markSeen = query<OfThing & { person: string; at: Date }>()(
  Nothing,
  `update toolkit.mentions m set seen_at = :at
     from toolkit.comments c
    where c.setting_id = m.setting_id and c.id = m.comment_id and m.setting_id = :setting and m.person_id = :person
      and m.seen_at is null and c.cycle_id = :cycle and c.about = :about and c.about_key = :key`,
)

/** What someone is asked for and has not seen: one row for each thing, of this cycle or of what has an id of its own. */
export const unseenOf = query<{ setting: string; cycle: string; person: string }>()(
  z.object({
    about: z.enum(['criterion', 'principle', 'action', 'call']),
    about_key: z.string(),
    title: z.string().nullable(),
    asked_by: z.string(),
    asked_at: z.date(),
  }),
  `select distinct on (c.about, c.about_key) c.about, c.about_key, a.title, c.author_name as asked_by, m.asked_at
     from toolkit.mentions m
     join toolkit.comments c on c.setting_id = m.setting_id and c.id = m.comment_id
     left join toolkit.actions a on c.about = 'action' and a.setting_id = c.setting_id and a.id::text = c.about_key
    where m.setting_id = :setting and m.person_id = :person and m.seen_at is null
      and (c.about in ('action', 'call') or c.cycle_id = :cycle)
    order by c.about, c.about_key, m.asked_at desc`,
)
