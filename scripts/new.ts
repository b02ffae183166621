// `npm run new award` writes a module with one page that works, its table, its rule and their tests;
// `npm run new award/appeals` writes a noun inside a module. tests/new.test.ts runs both, so that this cannot rot.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const [name, ...rest] = process.argv.slice(2)
const rootAt = rest.indexOf('--root')
const root = rootAt >= 0 ? resolve(rest[rootAt + 1] ?? '.') : resolve(import.meta.dirname, '..')
const NAME = /^[a-z]+(-[a-z]+)*(\/[a-z]+(-[a-z]+)*)?$/

if (!name || !NAME.test(name)) {
  console.error('Give a name in small letters: npm run new award, or npm run new award/appeals')
  process.exit(2)
}

const [module = '', noun] = name.split('/')
const what = noun ?? module
const camel = what.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const schema = module.replaceAll('-', '_')
const table = `${schema}.${what.replaceAll('-', '_')}${noun ? '' : '_notes'}`
const folder = join(root, 'src/modules', module, ...(noun ? [noun] : []))
const up = noun ? '../../../..' : '../../..'
const tests = `${up}/tests/world.ts`
const kernel = `${noun ? '../../..' : '../..'}/kernel`
const verb = `${module}.${noun ? `see-${what}` : 'see'}`
const roles = `['head', 'senior_leader', 'senior_mental_health_lead']`

const store = `// Every statement of ${name}.
import { z } from 'zod'
import { query } from '${kernel}/sql.ts'

export const ${camel}Notes = query<{ setting: string }>()(
  z.object({ id: z.string(), words: z.string(), noted_at: z.date() }),
  \`select id, words, noted_at from ${table} where setting_id = :setting order by noted_at desc, id\`,
)

export const add${camel[0]!.toUpperCase()}${camel.slice(1)}Note = query<{ setting: string; words: string; at: Date }>()(
  z.object({ id: z.string() }),
  \`insert into ${table} (setting_id, words, noted_at) values (:setting, :words, :at) returning id\`,
)
`

const rules = `// What must be true in ${name}: pure, so that every case is a line in a table.

export const MOST_NOTES = 100

export type Refusal = 'too-many-notes'

export function whyNoteRefused(kept: number): Refusal | undefined {
  return kept >= MOST_NOTES ? 'too-many-notes' : undefined
}
`

const service = `// What happens in ${name}: load, ask the rule, keep, tell.
import { type Ctx } from '${kernel}/context.ts'
import { MOST_NOTES, whyNoteRefused, type Refusal } from './rules.ts'
import * as store from './store.ts'

export { MOST_NOTES }

export function notesOf(ctx: Ctx, setting: string) {
  return ctx.tx.many(store.${camel}Notes, { setting })
}

export async function addNote(ctx: Ctx, setting: string, words: string): Promise<Refusal | undefined> {
  const refused = whyNoteRefused((await notesOf(ctx, setting)).length)
  if (refused) return refused
  const { id } = await ctx.tx.one(store.add${camel[0]!.toUpperCase()}${camel.slice(1)}Note, { setting, words, at: ctx.now })
  await ctx.audit({ deed: '${module}.noted', setting, about: id, words: 'Added a note' })
  return undefined
}
`

const path = `/settings/:setting/${module}${noun ? `/${what}` : ''}`

const forms = `// What people send in ${name}.
import { form, words } from '${kernel}/form.ts'

export const noteForm = form({ words: words('Enter what you want to note', 2_000) })
`

const routes = `// Where the pages of ${name} are, and who may open them.
import { may } from '${kernel}/access.ts'
import { again, get, goTo, post } from '${kernel}/route.ts'
import { noteForm } from './forms.ts'
import { notesPage } from './pages.ts'
import { addNote, notesOf } from './service.ts'

export const routes = [
  get('${path}', {
    who: may('${verb}'),
    show: async (asked) => notesPage(asked.params.setting!, await notesOf(asked, asked.params.setting!)),
  }),
  post('${path}', {
    who: may('${verb}'),
    form: noteForm,
    async act(asked) {
      const setting = asked.params.setting!
      const refused = await addNote(asked, setting, asked.form.words)
      if (refused) return again({ words: 'There are as many notes here as fit. Remove one first' })
      return goTo(\`${path.replace(':setting', '${setting}')}\`, 'Note added')
    },
    again: async (asked) => notesPage(asked.params.setting!, await notesOf(asked, asked.params.setting!), asked),
  }),
]
`

const view = kernel.replace('kernel', 'view')
const pages = `// What people see in ${name}.
import { html } from '${view}/html.ts'
import { postForm } from '${view}/form.ts'
import { button } from '${view}/govuk/button.ts'
import { errorSummary } from '${view}/govuk/error-summary.ts'
import { textarea } from '${view}/govuk/textarea.ts'
import type { Mistakes, Typed } from '${kernel}/form.ts'
import { page, type Page } from '${kernel}/route.ts'

type Note = { id: string; words: string; noted_at: Date }

export function notesPage(setting: string, notes: readonly Note[], sent?: { typed: Typed; mistakes: Mistakes }): Page {
  const mistake = sent?.mistakes.words
  const heading = notes.length === 0 ? 'No notes yet' : notes.length === 1 ? 'One note' : \`\${notes.length} notes\`
  return page(
    heading,
    html\`\${mistake && errorSummary({ titleText: 'There is a problem', errorList: [{ text: mistake, href: '#words' }] })}
<h1 class="govuk-heading-l">\${heading}</h1>
<ul class="govuk-list govuk-list--bullet">\${notes.map((note) => html\`<li>\${note.words}</li>\`)}</ul>
\${postForm(
  \`${path.replace(':setting', '${setting}')}\`,
  html\`\${textarea({ id: 'words', name: 'words', label: { text: 'What do you want to note?' }, value: String(sent?.typed.words ?? ''), errorMessage: mistake ? { text: mistake } : undefined })}
\${button({ text: 'Add this note' })}\`,
)}\`,
  )
}
`

const migration = `-- The notes of ${name}.
create table ${table} (
  setting_id uuid not null,
  id uuid not null default gen_random_uuid(),
  words text not null check (length(words) <= 2000),
  noted_at timestamptz not null,
  primary key (setting_id, id)
);
--! tenant ${table}
`

const moduleFile = `// The ${module} room.
import { makeModule } from '${kernel}/module.ts'
import { routes } from './routes.ts'

export const ${camel} = makeModule({
  name: '${module}',
  routes,
  verbs: { '${verb}': { words: 'Read and add notes', roles: ${roles} } },
  tables: { '${table}': { purpose: 'Notes of ${name}', whose: 'people who work here', keep: '6 years', retire: { after: { years: 6 }, from: 'noted_at' } } },
  navigation: (_actor, place) => (place.kind === 'school' ? [{ text: '${what[0]!.toUpperCase()}${what.slice(1)}', href: \`/settings/\${place.setting_id}/${module}\` }] : []),
})
`

const test = `// The rule of ${name}, case by case.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_NOTES, whyNoteRefused } from './rules.ts'

test('a school may add notes until there are as many as fit', () => {
  assert.equal(whyNoteRefused(0), undefined)
  assert.equal(whyNoteRefused(MOST_NOTES), 'too-many-notes')
})
`

const routesTest = `// The page of ${name}, asked as people would.
import assert from 'node:assert/strict'
import { larchmead } from '${up}/seeds/cast.ts'
import { rolledBack } from '${tests}'

rolledBack('a head adds a note and sees it', async (w) => {
  const ruth = await w.as('ruth')
  const path = \`${path.replace(':setting', '${larchmead.setting}')}\`
  assert.equal((await ruth.post(path, { words: '' })).status, 422)
  assert.equal((await ruth.post(path, { words: 'A quiet corner helps' })).status, 303)
  assert.match((await ruth.get(path)).text, /A quiet corner helps/)
})
`

const readme = `# ${what[0]!.toUpperCase()}${what.slice(1)}

What this room is for, in two sentences.

- **Whose data:** people who work in a setting.
- **Promises:** what must always be true here, and which test shows it.
- **Kept:** see \`tables\` in module.ts.
`

function nextMigration(): string {
  const at = join(root, 'src/modules', module, 'migrations')
  const last = existsSync(at) ? Math.max(0, ...readdirSync(at).map((file) => Number.parseInt(file, 10) || 0)) : 0
  return join(at, `${String(last + 1).padStart(4, '0')}-${what}.sql`)
}

const written: [string, string][] = [
  [join(folder, 'store.ts'), store],
  [join(folder, 'rules.ts'), rules],
  [join(folder, 'rules.test.ts'), test],
  [join(folder, 'service.ts'), service],
  [join(folder, 'forms.ts'), forms],
  [join(folder, 'pages.ts'), pages],
  [join(folder, 'routes.ts'), routes],
  [join(folder, 'routes.test.ts'), routesTest],
  [nextMigration(), migration],
  ...(noun
    ? []
    : ([
        [join(folder, 'module.ts'), moduleFile],
        [join(folder, 'README.md'), readme],
      ] as [string, string][])),
]

for (const [file] of written)
  if (existsSync(file)) {
    console.error(`${file} is there already: choose another name, or add to it`)
    process.exit(2)
  }
for (const [file, text] of written) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(file.slice(root.length + 1))
}

if (!noun) {
  const app = join(root, 'src/app.ts')
  const before = readFileSync(app, 'utf8')
  const added = before
    .replace(
      /(import \{ \w+ \} from '\.\/modules\/[a-z-]+\/module\.ts'\n)(?!import \{ \w+ \} from '\.\/modules)/,
      `$1import { ${camel} } from './modules/${module}/module.ts'\n`,
    )
    .replace(/\n\]\n\nexport const modules/, `\n  [${camel}],\n]\n\nexport const modules`)
  writeFileSync(app, added)
  console.log('src/app.ts: added as the last level; move it to where it belongs')
} else {
  console.log(`Now add its routes, verb (${verb}) and table (${table}) to src/modules/${module}/module.ts`)
}
