// Records what R says: `node scripts/record-reference.ts [NAME...]` runs src/stats/reference/NAME.R and keeps what it prints.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, scripts } from '../src/stats/reference/cases.ts'

const wanted = process.argv.slice(2).map((name) => `${name}.R`)
for (const script of wanted.length > 0 ? wanted : scripts()) {
  const printed = execFileSync('Rscript', [join(folder, script)], {
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { made, cases } = JSON.parse(printed.toString()) as { made: string; cases: readonly unknown[] }
  const lines = cases.map((one) => JSON.stringify(one)).join(',\n')
  writeFileSync(
    join(folder, script.replace('.R', '.json')),
    `{"made":${JSON.stringify(made)},"cases":[\n${lines}\n]}\n`,
  )
  console.log(`${script}: ${cases.length} cases, ${made}`)
}
