// Documents say what the code says: printed ones are current, links are alive, every setting, command, dependency and
// table they should name is named, decisions are numbered and have a status that is true.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { modules } from '../src/app.ts'
import { VARIABLES } from '../src/kernel/config.ts'
import { commands } from '../src/operations/commands.ts'
import { printedDocs } from '../src/operations/print.ts'
import { files, read, root } from './sources.ts'

const pages = [
  ...files('*.md'),
  ...files('docs/**/*.md'),
  ...files('decisions/*.md'),
  ...files('src/**/README.md'),
  ...files('seeds/**/*.md'),
  ...files('tests/**/*.md'),
]

test('printed documents are current: run `npm run print` after changing what they print', async () => {
  const stale = (await printedDocs())
    .filter(({ path, text }) => !existsSync(join(root, path)) || read(path) !== text)
    .map(({ path }) => path)
  assert.deepEqual(stale, [])
})

test('every link between documents leads somewhere', () => {
  const dead: string[] = []
  for (const page of pages)
    for (const [, target] of read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g))
      if (!existsSync(join(root, dirname(page), target!))) dead.push(`${page} → ${target}`)
  assert.deepEqual(dead, [])
})

test('every file that a document names is there', () => {
  const missing: string[] = []
  for (const page of pages.filter((one) => !one.startsWith('decisions/')))
    for (const [, path] of read(page).matchAll(
      /`((?:src|tests|bench|seeds|content|docs|bin|scripts)\/[\w./-]+\.\w+)`/g,
    ))
      if (!path!.includes('NAME') && !existsSync(join(root, path!))) missing.push(`${page}: ${path}`)
  assert.deepEqual(missing, [])
})

test('docs/operations.md names every variable and every command', () => {
  const text = read('docs/operations.md')
  assert.deepEqual(
    VARIABLES.filter(({ name }) => !text.includes(`\`${name}\``)).map(({ name }) => name),
    [],
  )
  assert.deepEqual(
    Object.keys(commands).filter((name) => !text.includes(`wholeschool ${name}`)),
    [],
  )
})

test('decisions are numbered once each and have a status', () => {
  const names = files('decisions/*.md').map((path) => path.slice('decisions/'.length))
  assert.ok(names.length >= 8)
  names.forEach((name, at) => {
    assert.match(name, new RegExp(`^${String(at + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`))
    const text = read(`decisions/${name}`)
    assert.match(text, new RegExp(`^# ${Number(name.slice(0, 4))}\\. `), name)
    assert.match(text, /\nStatus: (accepted|superseded by \d+)\n/, name)
    assert.match(text, /## What would change our mind/, name)
  })
})

test('every dependency has its reason, and every reason a dependency', () => {
  const text = read('decisions/0005-dependencies.md')
  const described = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(described[kind] ?? {}),
  )
  assert.deepEqual(
    names.filter((name) => !text.includes(`\`${name}\``)),
    [],
  )
  const reasons = [...text.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!)
  assert.deepEqual(
    reasons.filter((name) => !names.includes(name)),
    [],
  )
})

test('every version is exact', () => {
  const described = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
    for (const [name, version] of Object.entries(described[kind] ?? {}))
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
})

test('every module says what it is for, and every verb, fact and problem has its words', () => {
  for (const module of modules) {
    assert.ok(existsSync(join(root, 'src/modules', module.name, 'README.md')), `${module.name} has no README`)
    for (const [name, verb] of Object.entries(module.verbs))
      assert.ok(name.startsWith(`${module.name}.`) && verb.words.length > 5, name)
    for (const [name, words] of Object.entries(module.tells))
      assert.ok(name.startsWith(`${module.name}.`) && words.length > 5, name)
    for (const [code, problem] of Object.entries(module.problems))
      assert.ok(code.startsWith(`${module.name}.`) && problem.words.length > 10, code)
  }
})

test('every fact that is told is declared, and every fact that is heard is told by someone below', () => {
  const declared = new Set(modules.flatMap((module) => Object.keys(module.tells)))
  const told = new Set<string>()
  for (const path of files('src/modules/**/*.ts').filter((one) => !one.endsWith('.test.ts')))
    for (const [, name] of read(path).matchAll(/\.tell\(\{\s*name: '([^']+)'/g)) told.add(name!)
  assert.deepEqual(
    [...told].filter((name) => !declared.has(name)),
    [],
    'told and not declared',
  )
  assert.deepEqual(
    [...declared].filter((name) => !told.has(name)),
    [],
    'declared and never told',
  )
  const heard = modules.flatMap((module) => module.hears.map((hearer) => hearer.fact))
  assert.deepEqual(
    heard.filter((name) => !declared.has(name)),
    [],
    'heard and never told',
  )
})

test('every table that the glossary names is in the schema notes', () => {
  const tables = new Set(modules.flatMap((module) => Object.keys(module.tables)))
  const wrong = [...read('docs/glossary.md').matchAll(/`((?:people|settings|toolkit)\.[a-z_]+)`/g)]
    .map((match) => match[1]!)
    .filter((name) => !tables.has(name))
  assert.deepEqual([...new Set(wrong)], [])
})

test('the README gives the two commands and a picture that is there', () => {
  const text = read('README.md')
  for (const words of ['npm start', 'npm test', '](docs/images/']) assert.ok(text.includes(words), words)
})
