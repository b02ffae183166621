// Statements about what raters wrote. The clerk only counts what waits to be read.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

export const CommentRow = z.object({
  id: z.string(),
  kind: z.enum(['pupils', 'parents', 'staff']),
  sealed: z.instanceof(Buffer),
  read_on: z.string().nullable(),
})

type OfKinds = { setting: string; call: string; kinds: readonly string[] }

const COMMENTS = `select c.id, l.kind, c.sealed, c.read_on
     from toolkit.rater_comments c
     join toolkit.call_links l on l.setting_id = c.setting_id and l.call_id = c.call_id and l.link = c.link
    where c.setting_id = :setting and c.call_id = :call and l.kind = any (:kinds)`

/** In the order of their ids, which are chance: nothing says which came first. */
export const commentsOfCall = query<OfKinds>()(
  CommentRow,
  `${COMMENTS}
    order by l.kind, c.id`,
)

/** The same a page at a time, those nobody has read first: whoever holds a link can send very many. */
export const pageOfComments = query<OfKinds & { most: number; skip: number }>()(
  CommentRow,
  `${COMMENTS}
    order by c.read_on is not null, l.kind, c.id
    limit :most offset :skip`,
)

export const countComments = query<OfKinds>()(
  z.object({ n: z.number(), unread: z.number() }),
  `select count(*)::int as n, (count(*) filter (where c.read_on is null))::int as unread
     from toolkit.rater_comments c
     join toolkit.call_links l on l.setting_id = c.setting_id and l.call_id = c.call_id and l.link = c.link
    where c.setting_id = :setting and c.call_id = :call and l.kind = any (:kinds)`,
)

export const markRead = query<{ setting: string; call: string; ids: readonly string[]; day: string }>()(
  z.object({}),
  `update toolkit.rater_comments set read_on = :day::date
    where setting_id = :setting and call_id = :call and id = any (:ids::uuid[]) and read_on is null`,
)

export const unreadOfSetting = query<{ setting: string }>()(
  z.object({ call_id: z.string(), n: z.number() }),
  `select call_id, count(*)::int as n from toolkit.rater_comments
    where setting_id = :setting and read_on is null group by call_id order by call_id`,
)

/** For the clerk: settings in which something waits to be read. */
export const settingsWaiting = query()(
  z.object({ setting_id: z.string() }),
  `select distinct setting_id from toolkit.rater_comments where read_on is null order by setting_id`,
)
