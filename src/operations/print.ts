// Documents that the code writes about itself: who may open what, what is kept and for how long, how stages move.
// They are committed, so that changing who may do what is a line in a review.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules } from '../app.ts'
import { ROLES, type RoleName, type Who } from '../kernel/access.ts'
import type { TableNote } from '../kernel/module.ts'
import type { Route } from '../kernel/route.ts'
import { retireInWords } from '../kernel/retire.ts'
import { kernelTables } from '../kernel/tables.ts'
import { printedStages } from './print-stages.ts'

export type Printed = { path: string; text: string }

const root = join(import.meta.dirname, '..', '..')
const BY = 'Printed by `npm run print` from the code. Do not change it by hand.'

export async function printedDocs(): Promise<Printed[]> {
  return Promise.resolve([
    { path: 'docs/access.md', text: accessText() },
    { path: 'docs/data.md', text: tablesText() },
    { path: 'docs/stages.md', text: printedStages(BY) },
  ])
}

/** Those that differ from what is on disk. */
export async function staleDocs(): Promise<string[]> {
  return (await printedDocs()).filter(({ path, text }) => readOrNothing(path) !== text).map(({ path }) => path)
}

export async function writeDocs(): Promise<string[]> {
  const written = await staleDocs()
  for (const { path, text } of await printedDocs()) if (written.includes(path)) writeFileSync(join(root, path), text)
  return written
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined // Not printed before.
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

function whoInWords(who: Who): string {
  if (who.kind === 'anyone') return 'anyone'
  if (who.kind === 'signed-in') return 'anyone signed in'
  if (who.kind === 'founder') return 'whoever began the installation'
  const where = { setting: 'in that setting', programme: 'in that programme', anywhere: 'in any place' }[who.where]
  return `\`${who.verb}\` ${where}`
}

function remarks(route: Route): string {
  return [
    route.arrives ? 'writes on arrival' : '',
    route.sees ? `seeing is in the audit: ${route.sees}` : '',
    route.sensitive ? 'sensitive: never kept after a session ran out' : '',
    route.upload ? `takes a file of up to ${Math.round(route.upload.most / 1_048_576)} MB` : '',
  ]
    .filter(Boolean)
    .join('; ')
}

function rolesInWords(roles: readonly RoleName[]): string {
  return roles.map((role) => ROLES[role]).join(', ')
}

function accessText(): string {
  const rooms = modules.map((module) => {
    const verbs = Object.entries(module.verbs).map(([name, verb]) => [
      `\`${name}\``,
      verb.words,
      rolesInWords(verb.roles),
      verb.sensitive ? 'yes' : '',
    ])
    const routes = module.routes.map((route) => [
      route.method,
      `\`${route.path}\``,
      whoInWords(route.who),
      remarks(route),
    ])
    const said =
      verbs.length > 0 ? `${table(['Verb', 'What it lets someone do', 'Roles', 'Second step needed'], verbs)}\n\n` : ''
    return `## ${module.name}\n\n${said}${table(['', 'Path', 'Who', 'Remarks'], routes)}\n`
  })
  const arrives = modules.flatMap((module) =>
    module.routes.filter((route) => route.arrives).map((route) => `\`${route.method} ${route.path}\``),
  )
  const writing =
    arrives.length > 0
      ? `These are the only links that write when they are opened: ${arrives.join(', ')}.`
      : 'No link writes when it is opened: every GET runs in a read-only transaction.'
  return `# Who may open what

${BY}

A route says who may open it, by a verb held in the place that its path names; the database decides whose rows come
back, by the settings that this person's places reach. Someone without a place there is told that there is no such page.

${writing}

${rooms.join('\n')}`
}

function noteRows(notes: Readonly<Record<string, TableNote>>): string[][] {
  return Object.entries(notes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, note]) => [
      `\`${name}\``,
      note.purpose,
      note.whose,
      note.keep,
      retireInWords(note.retire),
      note.installation ?? '',
    ])
}

const HEADS = [
  'Table',
  'Why it is kept',
  'Whose',
  'For how long',
  'What retire-data does',
  'Without setting_id because',
]

function tablesText(): string {
  const rooms = [{ name: 'kernel', tables: kernelTables }, ...modules].map(
    ({ name, tables }) => `## ${name}\n\n${table(HEADS, noteRows(tables))}\n`,
  )
  return `# What is kept, why and for how long

${BY}

A table with \`setting_id\` belongs to the settings in it: its rows are reached only by people with a place there, or by
a programme where the setting chose to share. A table without one belongs to the installation, and says why.

\`wholeschool retire-data\` removes rows by the rules in the fifth column; whichever is met first. _Elsewhere_ names the deed
that removes them without it; what _stays_ is nobody’s personal data. A row is removed with whatever points to it.

${rooms.join('\n')}`
}
