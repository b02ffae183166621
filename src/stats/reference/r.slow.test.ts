// Where R is present its scripts run again, so that what was recorded is also what R says today; where it is not, the
// recorded values stand.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { aligned, differences, folder, recorded, scripts, type Case } from './cases.ts'

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
