// Reading the audit of a setting, or of the installation, a page at a time or as a file. Nothing here writes it but the
// line that a file was taken: each deed writes its own, and each view.
import { actorOf, INSTALLATION, type Ctx } from '../../../kernel/context.ts'
import { auditDeedsOf, auditLines, auditLinesNewer, auditLinesOlder, auditPeopleOf } from '../../../kernel/store.ts'
import { csvHead, csvLine } from '../../../view/csv.ts'
import { dateInWords, isoDay, wordsOfCount } from '../../../view/words.ts'
import { deedInWords, deedsOfKind, MOST_SAVED, PAGE_SIZE, roomInWords, type AuditAsked, type Turn } from './rules.ts'

export type AuditLineRead = {
  id: string
  at: Date
  person_id: string | null
  person_name: string
  deed: string
  about: string | null
  words: string
}

export type AuditShownLines = {
  lines: AuditLineRead[]
  /** The lines from which the next page goes on, where there is one. */
  newer: string | undefined
  older: string | undefined
  people: { person_id: string; person_name: string }[]
  deeds: string[]
}

type Filter = ReturnType<typeof deedsOfKind> & Omit<AuditAsked, 'kind'> & { setting: string }

function filterOf(setting: string, { kind, ...asked }: AuditAsked): Filter {
  return { setting, ...asked, ...deedsOfKind(kind) }
}

type Page = Pick<AuditShownLines, 'lines' | 'newer' | 'older'>

/** A page and one line more, which says whether there is another. */
async function pageOf(ctx: Ctx, filter: Filter, turn: Turn | undefined): Promise<Page> {
  const most = PAGE_SIZE + 1
  if (turn && 'newer' in turn) {
    const found = await ctx.tx.many(auditLinesNewer, { ...filter, line: turn.newer, most })
    const lines = found.slice(0, PAGE_SIZE).toReversed()
    // Back at the beginning: what came meanwhile is at the top of the first page.
    if (found.length < most) return pageOf(ctx, filter, undefined)
    return { lines, newer: lines[0]?.id, older: lines.at(-1)?.id }
  }
  const found = turn
    ? await ctx.tx.many(auditLinesOlder, { ...filter, line: turn.older, most })
    : await ctx.tx.many(auditLines, { ...filter, most })
  const lines = found.slice(0, PAGE_SIZE)
  return {
    lines,
    newer: turn ? lines[0]?.id : undefined,
    older: found.length === most ? lines.at(-1)?.id : undefined,
  }
}

export async function readAudit(ctx: Ctx, setting: string, asked: AuditAsked, turn?: Turn): Promise<AuditShownLines> {
  const { from, until } = asked
  const page = await pageOf(ctx, filterOf(setting, asked), turn)
  const known = await ctx.tx.many(auditPeopleOf, { setting, from, until })
  const people = known.flatMap(({ person_id, person_name }) => (person_id === null ? [] : [{ person_id, person_name }]))
  const deeds = (await ctx.tx.many(auditDeedsOf, { setting, from, until })).map((row) => row.deed)
  return { ...page, people, deeds }
}

/** Does something where the installation's own lines stand: sign-ins, accounts, the first officer. */
export function atInstallation<T>(ctx: Ctx, f: () => Promise<T>): Promise<T> {
  const reach = { settings: [INSTALLATION], programmes: [], person: actorOf(ctx).person_id }
  return ctx.tx.as('web', reach, f)
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', hourCycle: 'h23', timeZone: 'Europe/London' })

const COLUMNS = ['Day', 'Time in London', 'Who', 'Room', 'What', 'In words', 'Deed', 'Person', 'About', 'Line']

const cellsOf = (line: AuditLineRead): (string | null)[] => [
  isoDay(line.at),
  clock.format(line.at),
  line.person_name,
  roomInWords(line.deed.split('.')[0]!),
  deedInWords(line.deed),
  line.words,
  line.deed,
  line.person_id,
  line.about,
  line.id,
]

const AT_ONCE = 5000

/** All lines of a question as CSV, newest first; undefined when they are more than one file takes. */
async function fileOf(ctx: Ctx, filter: Filter): Promise<{ text: string; lines: number } | undefined> {
  const parts = [csvHead(COLUMNS)]
  let lines = 0
  let last: string | undefined
  for (;;) {
    const found: AuditLineRead[] =
      last === undefined
        ? await ctx.tx.many(auditLines, { ...filter, most: AT_ONCE })
        : await ctx.tx.many(auditLinesOlder, { ...filter, line: last, most: AT_ONCE })
    lines += found.length
    if (lines > MOST_SAVED) return undefined
    parts.push(...found.map((line) => csvLine(cellsOf(line))))
    last = found.at(-1)?.id
    if (found.length < AT_ONCE || last === undefined) return { text: parts.join(''), lines }
  }
}

/** The file, and the line which says that it was taken. */
export async function saveAudit(
  ctx: Ctx,
  setting: string,
  asked: AuditAsked,
): Promise<{ text: string; lines: number } | undefined> {
  const file = await fileOf(ctx, filterOf(setting, asked))
  if (!file) return undefined
  const narrowed = asked.person !== null || asked.kind !== ''
  const words = `Saved ${wordsOfCount(file.lines, 'line')} of the audit as a file: ${dateInWords(asked.from)} to ${dateInWords(asked.until)}${narrowed ? ', a part' : ''}`
  await ctx.audit({ deed: 'people.audit-saved', setting, about: asked.person, words })
  return file
}
