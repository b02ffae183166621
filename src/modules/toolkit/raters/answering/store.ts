// Statements of someone who holds a link: they read that link and nothing else, and what they put in they cannot read.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

export const HeldRow = z.object({
  setting_id: z.string(),
  call_id: z.string(),
  kind: z.enum(['pupils', 'parents', 'staff']),
  sheet_version: z.number(),
  open: z.boolean(),
  setting_name: z.string(),
  smallest: z.number(),
  talk_to: z.string(),
  closes_on: z.string(),
  programmes: z.array(z.string()),
})

export const linkHeld = query<{ link: Buffer }>()(
  HeldRow,
  `select setting_id, call_id, kind, sheet_version, open, setting_name, smallest, talk_to, closes_on, programmes
     from toolkit.call_links where link = :link`,
)

export const linkByCode = query<{ code: Buffer }>()(
  z.object({
    setting_id: z.string(),
    call_id: z.string(),
    kind: z.enum(['pupils', 'parents', 'staff']),
    sealed: z.instanceof(Buffer),
    open: z.boolean(),
    closes_on: z.string(),
  }),
  `select setting_id, call_id, kind, sealed, open, closes_on
     from toolkit.call_links where code = :code order by open desc limit 1`,
)

/** The digests of translations that a speaker has checked, for this setting or for a programme of it. */
export const digestsChecked = query<{
  setting: string
  programmes: readonly string[]
  kind: string
  sheet_version: number
  language: string
}>()(
  z.object({ digest: z.string() }),
  `select digest from toolkit.translation_checks
    where kind = :kind and sheet_version = :sheet_version and language = :language
      and ((setting_id = :setting and programme_id is null) or programme_id = any (:programmes::uuid[]))`,
)

/** Checked for anyone here: before a code is typed nobody knows whose questions they will be. */
export const digestsOfLanguage = query<{ language: string }>()(
  z.object({ digest: z.string() }),
  `select digest from toolkit.translation_checks where language = :language`,
)

/** Counts once for each drawn form: sent again, nothing is added. */
export const addSheet = query<{
  setting: string
  link: Buffer
  once: string
  language: string
  answers: string
  change_first: string | null
}>()(
  z.object({}),
  `insert into toolkit.sheets (setting_id, link, once, language, answers, change_first)
   values (:setting, :link, :once, :language, :answers::jsonb, :change_first)
   on conflict do nothing`,
  { onConflict: { link_is_open: 'toolkit.call-closed' } },
)

export const addComment = query<{ setting: string; call: string; link: Buffer; sealed: Buffer }>()(
  z.object({}),
  `insert into toolkit.rater_comments (setting_id, call_id, link, sealed) values (:setting, :call, :link, :sealed)`,
)

export const wrongCodes = query<{ mark: string; hour: Date }>()(
  z.object({ wrong: z.number() }),
  `select wrong from toolkit.code_tries where mark = :mark and hour = :hour`,
)

export const addWrongCode = query<{ mark: string; hour: Date }>()(
  z.object({}),
  `insert into toolkit.code_tries as t (mark, hour, wrong) values (:mark, :hour, 1)
   on conflict (mark, hour) do update set wrong = t.wrong + 1`,
)
