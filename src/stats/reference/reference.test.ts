// Every number equals what R, or a published table, gives. Where R is present its scripts run again, so that what was
// recorded is also what R says today; where it is not, the recorded values stand.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { call } from '../call.ts'
import { ops } from '../ops.ts'
import { aligned, differences, files, folder, recorded, scripts, type Case } from './cases.ts'

for (const file of files())
  test(`${file}: every case answers as recorded`, () => {
    const wrong = recorded(file).flatMap((one) => {
      const answer = call({ op: one.op, input: one.input, options: one.options })
      if ('problem' in answer) return [`${one.name}: ${(answer as { problem: { sentence: string } }).problem.sentence}`]
      return differences(aligned(answer, one.expected), one.expected, one.tolerance).map(
        (what) => `${one.name} ${what}`,
      )
    })
    assert.deepEqual(wrong, [])
  })

test('every case written by hand says where its numbers are published', () => {
  for (const file of files().filter((name) => name.startsWith('published.')))
    for (const one of recorded(file)) assert.match(one.published ?? '', /\b(18|19|20)\d\d\b/, `${file}: ${one.name}`)
})

test('every script has its recorded cases, and every recorded file its script', () => {
  const made = files().filter((name) => !name.startsWith('published.'))
  assert.deepEqual(
    made.map((name) => name.replace('.json', '.R')),
    scripts(),
  )
})

/** Held against an attacker instead, in disclose: no package in Debian has these rules. */
const PROVED_ELSEWHERE = ['suppress', 'suppressMeans', 'suppressDifferencing', 'suppressLinked', 'mayRelease']

test('every op is held against R or a published table', () => {
  const held = new Set(files().flatMap((file) => recorded(file).map((one) => one.op)))
  assert.deepEqual(
    ops.map(({ name }) => name).filter((name) => !held.has(name) && !PROVED_ELSEWHERE.includes(name)),
    [],
  )
})

const isR = spawnSync('Rscript', ['--version']).status === 0
const missing = (script: string): string =>
  execFileSync('Rscript', [
    '-e',
    `lines <- readLines("${join(folder, script)}"); p <- regmatches(lines, regexpr("(?<=library\\\\()[A-Za-z0-9.]+", lines, perl = TRUE)); p <- c("jsonlite", p); cat(p[!vapply(p, requireNamespace, TRUE, quietly = TRUE)])`,
  ])
    .toString()
    .trim()

for (const script of scripts())
  test(`${script}: R says the same today`, (t) => {
    if (!isR) return t.diagnostic('R is not here: the recorded values stand')
    const lacking = missing(script)
    if (lacking !== '') return t.diagnostic(`R lacks ${lacking}: the recorded values stand`)
    const printed = execFileSync('Rscript', [join(folder, script)], {
      maxBuffer: 1e9,
      cwd: join(folder, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const today = (JSON.parse(printed.toString()) as { cases: Case[] }).cases
    const before = recorded(script.replace('.R', '.json'))
    assert.deepEqual(
      today.map(({ name }) => name),
      before.map(({ name }) => name),
    )
    const wrong = today.flatMap((one, at) => {
      const then = before[at]!
      return [
        ...differences(one.input, then.input, { relative: 1e-12 }, 'input'),
        ...differences(aligned(one.expected, then.expected), then.expected, { relative: 1e-5, absolute: 1e-7 }),
      ].map((what) => `${one.name} ${what}`)
    })
    assert.deepEqual(wrong, [])
  })
