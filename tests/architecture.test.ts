// The law of the house, proved over every file: who may import whom, how long files and functions are, which words
// and names do not occur.
import assert from 'node:assert/strict'
import { dirname, posix } from 'node:path'
import { test } from 'node:test'
import { levels } from '../src/app.ts'
import { files, importsOf, read } from './sources.ts'

const sources = files('src/**/*.ts')
const plain = sources.filter((path) => !path.endsWith('.test.ts'))
const levelOf = new Map(levels.flatMap((modules, level) => modules.map((module) => [module.name, level])))

type Place = { room: string; module: string | undefined; file: string; noun: string | undefined }

function placeOf(path: string): Place {
  const parts = path.split('/')
  if (parts[1] === 'modules')
    return { room: 'modules', module: parts[2], file: parts.at(-1)!, noun: parts.length > 4 ? parts[3] : undefined }
  return { room: parts.length > 2 ? parts[1]! : 'app', module: undefined, file: parts.at(-1)!, noun: undefined }
}

function resolved(from: string, target: string): string | undefined {
  return target.startsWith('.') ? posix.normalize(posix.join(dirname(from), target)) : undefined
}

const ROOMS: Record<string, readonly string[]> = {
  view: ['view'],
  stats: ['stats'],
  kernel: ['kernel', 'view'],
  modules: ['modules', 'kernel', 'view', 'stats'],
  operations: ['operations', 'modules', 'kernel', 'view', 'stats', 'app'],
  app: ['app', 'operations', 'modules', 'kernel', 'view'],
}

test('each room imports only from the rooms it may know', () => {
  const wrong: string[] = []
  for (const path of plain) {
    const from = placeOf(path)
    for (const target of importsOf(read(path))) {
      const file = resolved(path, target)
      if (!file?.startsWith('src/')) continue
      const to = placeOf(file)
      if (!ROOMS[from.room]?.includes(to.room)) wrong.push(`${path} → ${file}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a module reaches another only through its contract, and only downwards', () => {
  const wrong: string[] = []
  for (const path of plain) {
    const from = placeOf(path)
    if (from.room !== 'modules') continue
    for (const target of importsOf(read(path))) {
      const file = resolved(path, target)
      if (!file?.startsWith('src/modules/')) continue
      const to = placeOf(file)
      if (to.module === from.module) continue
      if (to.file !== 'contract.ts' || levelOf.get(to.module!)! >= levelOf.get(from.module!)!)
        wrong.push(`${path} → ${file}`)
    }
  }
  assert.deepEqual(wrong, [])
})

/** Inside a module: which files each kind may know, by the files' fixed names. */
const INSIDE: Record<string, RegExp> = {
  'rules.ts': /^(rules|edition|flows|document)\.ts$/,
  'store.ts': /^store\.ts$/,
  'pages.ts':
    /^(rules|pages|pieces|leveling|paths|edition|flows|forms|document|contract)\.ts$|-page\.ts$|^[a-z-]+-pages?\.ts$/,
  'forms.ts': /^(rules|edition|flows)\.ts$/,
}

test('inside a module, rules decide, stores keep and pages draw without knowing the rest', () => {
  const wrong: string[] = []
  for (const path of plain) {
    const from = placeOf(path)
    const allowed = from.room === 'modules' ? INSIDE[from.file] : undefined
    if (!allowed) continue
    for (const target of importsOf(read(path))) {
      const file = resolved(path, target)
      if (!file?.startsWith('src/modules/')) continue
      // Types vanish before anything runs, so a page may name the shape of a row.
      const isType = new RegExp(`import type [^;]*?from '${target.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}'`).test(
        read(path),
      )
      if (!isType && !allowed.test(placeOf(file).file)) wrong.push(`${path} → ${file}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('rules never wait and never ask the kernel for anything but types', () => {
  const wrong = plain
    .filter((path) => path.endsWith('/rules.ts'))
    .filter((path) => {
      const text = read(path)
      return (
        /\bawait\b|\basync\b|new Date\(\)|Date\.now/.test(text) ||
        /^import (?!type)[^;]*?kernel\/(?!access|form)/m.test(text)
      )
    })
  assert.deepEqual(wrong, [])
})

const ONLY: readonly { what: string; word: RegExp; where: readonly string[] }[] = [
  {
    what: 'Fastify',
    word: /from '(fastify|@fastify\/[a-z-]+)'/,
    where: ['src/kernel/http.ts', 'src/kernel/upload.ts'],
  },
  { what: 'the environment', word: /process\.env/, where: ['src/kernel/config.ts', 'src/kernel/embedded-worker.ts'] },
  {
    what: 'the PostgreSQL driver',
    word: /from 'pg'|from '@electric-sql/,
    where: [
      'src/kernel/db.ts',
      'src/kernel/engine.ts',
      'src/kernel/embedded.ts',
      'src/kernel/embedded-worker.ts',
      'src/kernel/jobs.ts',
      'src/kernel/migrate.ts',
      'src/kernel/parsers.ts',
      'src/operations/backup.ts',
      'src/operations/restore.ts',
      'src/operations/rows.ts',
    ],
  },
  {
    what: 'markup from text',
    word: /\bnew Html\(|\btrusted\(/,
    where: ['src/view/html.ts', 'src/view/govuk/attributes.ts', 'src/view/form.ts'],
  },
  { what: 'the mail library', word: /from 'nodemailer'/, where: ['src/kernel/mail.ts'] },
  { what: 'the queue library', word: /from 'pg-boss'/, where: ['src/kernel/jobs.ts'] },
  {
    what: 'the OpenID library',
    word: /from 'openid-client'|import\('openid-client'\)/,
    where: ['src/modules/people/employer-accounts/providers.ts'],
  },
]

for (const { what, word, where } of ONLY) {
  test(`only its own files know ${what}`, () => {
    assert.deepEqual(
      plain.filter((path) => word.test(read(path)) && !where.includes(path)),
      [],
    )
  })
}

test('statements are made only in stores, and each is exported so that PostgreSQL can be asked about it', () => {
  const wrong: string[] = []
  for (const path of plain) {
    const text = read(path)
    if (path !== 'src/kernel/sql.ts' && /\bquery(<[\s\S]*?>)?\(\)\(/.test(text) && !/(^|[/-])store\.ts$/.test(path))
      wrong.push(`${path} makes a statement`)
    for (const [, exported, name] of text.matchAll(/^(export )?const (\w+) = query[<(]/gm))
      if (!exported) wrong.push(`${path}: ${name} is not exported`)
  }
  assert.deepEqual(wrong, [])
})

const MOST_LINES = 400
const MOST_FUNCTION = 60

test(`no file is longer than ${MOST_LINES} lines`, () => {
  const long = [
    ...sources,
    ...files('tests/**/*.ts'),
    ...files('bench/**/*.ts'),
    ...files('seeds/**/*.ts'),
    ...files('scripts/**/*.ts'),
  ]
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
  assert.deepEqual(long, [])
})

test(`no function is longer than ${MOST_FUNCTION} lines`, () => {
  const long: string[] = []
  for (const path of plain) {
    const lines = read(path).split('\n')
    lines.forEach((line, at) => {
      const opens = /^(\s*)(?:export )?(?:async )?function\b|^(\s*)(?:export )?const \w+.*=> \{$/.exec(line)
      if (!opens) return
      const indent = (opens[1] ?? opens[2] ?? '').length
      const end = lines.findIndex(
        (later, i) => i > at && later.startsWith(' '.repeat(indent) + '}') && later.search(/\S/) === indent,
      )
      if (end - at > MOST_FUNCTION) long.push(`${path}:${at + 1} (${end - at} lines)`)
    })
  }
  assert.deepEqual(long, [])
})

test('every file begins by saying what it is for', () => {
  const silent = plain.filter((path) => !read(path).startsWith('// '))
  assert.deepEqual(silent, [])
})

const NO_NAMES = /(^|[/.-])(utils?|helpers?|managers?|handlers?|common|misc|data|info)([.-]|$)/i
const NO_WORDS = /\b(TODO|FIXME|XXX|[Ll]orem ipsum|[Dd]ummy|[Ss]tub(bed)?|[Nn]ot (yet )?implemented|[Cc]oming soon)\b/

test('no file has a name that says nothing', () => {
  assert.deepEqual(
    [...sources, ...files('tests/**/*.ts')].filter((path) =>
      NO_NAMES.test(path.split('/').at(-1)!.replace(/\.ts$/, '')),
    ),
    [],
  )
})

test('no exported name says nothing', () => {
  const wrong: string[] = []
  for (const path of plain)
    for (const [, name] of read(path).matchAll(/^export (?:async )?(?:function|const|type) (\w+)/gm))
      if (/(^|[a-z])(Util|Helper|Manager|Handler|Misc)s?($|[A-Z])|^(util|helper|manager|handler|misc)/.test(name!))
        wrong.push(`${path}: ${name}`)
  assert.deepEqual(wrong, [])
})

test('nothing is left for later, and no check is switched off', () => {
  const here = 'tests/architecture.test.ts'
  const all = [...sources, ...files('tests/**/*.ts'), ...files('bench/**/*.ts'), ...files('seeds/**/*.ts')].filter(
    (path) => path !== here,
  )
  const off =
    /@ts-(ignore|expect-error|nocheck)|oxlint-disable|eslint-disable|\bas any\b|: any\b|\btest\.(skip|only|todo)\(|\b(skip|todo|only): true/
  assert.deepEqual(
    all.filter((path) => off.test(read(path)) || (!path.endsWith('.test.ts') && NO_WORDS.test(read(path)))),
    [],
  )
})

test('pages carry no script, style or event of their own', () => {
  const wrong = plain.filter((path) =>
    /html`[^`]*(<script(?! type="module" src=)|<style|\sstyle="|\son[a-z]+=")/.test(read(path)),
  )
  assert.deepEqual(wrong, [])
})
