// Every question on the examples: it is asked, told in whole sentences, and its script works out the same numbers in R.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXAMPLES, loadExample, type Example } from '../desks/examples.ts'
import { materialOf, scaleOf } from '../material.ts'
import { dataOf } from '../runs/exports.ts'
import type { Codebook } from '../rules.ts'
import type { Sheet } from '../sheet.ts'
import { QUESTIONS } from './all.ts'
import { benchFor } from './asking.ts'
import { chosenFrom, usuallyTyped, whyNotYet, type Typed } from './choosing.ts'
import type { About, Answers, Question, Told } from './question.ts'
import { scriptFor } from './r-script.ts'

type Asked = { question: Question; about: About; answers: Answers; told: Told; sheet: Sheet; name: string }

/** Besides what is usual: choices that take another way through a question. */
const OTHERWISE: Readonly<Record<string, Typed>> = {
  'hang-together': { missing: 'listwise' },
  dimensions: { count: '2', rotation: 'promax' },
  'changed-more': { cluster: 'none' },
  'go-together': { method: 'spearman' },
  'alike-in-one-school': { cut: '2' },
  'coders-agree': { level: 'ordinal' },
}

async function askAll(example: Example): Promise<Asked[]> {
  const { sheet, codebook } = await loadExample(example)
  return QUESTIONS.filter((question) => !whyNotYet(question, codebook, sheet)).flatMap((question) => {
    const usual = usuallyTyped(question, codebook, sheet)
    const more = OTHERWISE[question.key]
    const ways: Typed[] = [usual, ...(more ? [{ ...usual, ...more }] : [])]
    return ways.map((typed, i) =>
      ask(question, typed, sheet, codebook, `${example} ${question.key}${i > 0 ? ' otherwise' : ''}`),
    )
  })
}

function ask(question: Question, typed: Typed, sheet: Sheet, book: Codebook, name: string): Asked {
  const read = chosenFrom(question, typed, book, sheet)
  assert.ok('chosen' in read, `${name}: ${JSON.stringify(read)}`)
  const about: About = { chosen: read.chosen, book, rows: sheet.rows, scale: scaleOf(sheet, book) }
  const answers = question.ask(benchFor(materialOf(sheet, book, question.columns(about))), about)
  return { question, about, answers, told: question.tell(about, answers), sheet, name }
}

const all = (await Promise.all(EXAMPLES.map(askAll))).flat()

test('every question can be asked of one of the examples', () => {
  const asked = new Set(all.map((one) => one.question.key))
  assert.deepEqual(
    QUESTIONS.map((one) => one.key).filter((key) => !asked.has(key)),
    [],
  )
})

for (const { name, told, question } of all) {
  test(`${name}: told in whole sentences, with a number for everything that R works out too`, () => {
    const words = [
      told.finding,
      ...told.meaning,
      ...told.warnings,
      ...told.assumed,
      ...told.method,
      question.asks,
      question.helps,
    ]
    for (const one of words)
      assert.doesNotMatch(one, /NaN|undefined|null|\[object|Infinity|not known|cannot be worked out/, one)
    assert.doesNotMatch(told.finding, /[.]$/)
    for (const one of [...told.meaning, ...told.warnings, ...told.assumed, ...told.method])
      assert.match(one, /[.?]$/, one)
    for (const { name: key, value } of told.main) assert.ok(value !== null && Number.isFinite(value), key)
    for (const table of told.tables)
      for (const row of table.rows) assert.equal(row.length, table.columns.length, table.caption)
    assert.ok(told.main.length > 0 && told.tables.length > 0 && told.method.length > 0)
  })
}

const R = '/usr/bin/Rscript'
/** R's own packages stop their search a little early, and one test interpolates. */
const LOOSE: Readonly<Record<string, number>> = {
  omegaTotal: 1e-3,
  communalities: 2e-3,
  rmsr: 1e-3,
  chi2: 5e-2,
  loading: 5e-3,
  phi: 1e-2,
  within: 1e-4,
  varianceSchool: 1e-3,
  varianceResidual: 1e-3,
  intercept: 1e-4,
}

/** Each script in its own folder and its own names, in one R, which takes a second to load its packages. */
const DRIVER = `for (folder in list.dirs(recursive = FALSE)) {
  cat("\\n== ", basename(folder), "\\n", sep = "")
  run <- function() source(file.path(folder, "script.R"), local = new.env(), chdir = TRUE)
  tryCatch(run(), error = function(e) cat("FAILED", conditionMessage(e), "\\n"))
}`

test('each script runs in R on the data of its package and finds what we found', { timeout: 300_000 }, (t) => {
  if (!existsSync(R)) {
    t.diagnostic('R is not on this machine: its scripts were not run')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'wholeschool-r-'))
  try {
    all.forEach(({ question, about, told, sheet }, at) => {
      const own = join(folder, `run${at}`)
      mkdirSync(own)
      const columns = [...new Set(question.columns(about))]
      writeFileSync(join(own, 'data.csv'), dataOf(sheet, about.book, columns))
      writeFileSync(join(own, 'script.R'), scriptFor({ question, about, columns, main: told.main }))
    })
    writeFileSync(join(folder, 'driver.R'), DRIVER)
    const env = { ...process.env, LC_ALL: 'C' }
    const done = spawnSync(R, ['--vanilla', 'driver.R'], { cwd: folder, encoding: 'utf8', env })
    assert.equal(done.status, 0, done.stderr)
    const printed = new Map(done.stdout.split('\n== ').map((part) => [part.split('\n', 1)[0]!.trim(), part]))
    const wrong = all.flatMap(({ told, name }, at) =>
      different(told, printed.get(`run${at}`) ?? '').map((words) => `${name}: ${words}`),
    )
    assert.deepEqual(wrong, [], [...printed.values()].filter((part) => part.includes('FAILED')).join('\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function different(told: Told, printed: string): string[] {
  return told.main.flatMap(({ name, value }) => {
    const found = new RegExp(`^${name}: (\\S+)$`, 'm').exec(printed)?.[1]
    if (found === undefined) return [`R did not say ${name}`]
    const apart = Math.abs(Number(found) - value!) / Math.max(1, Math.abs(value!))
    return apart <= (LOOSE[name] ?? 1e-6) ? [] : [`${name} is ${value} here and ${found} in R`]
  })
}
