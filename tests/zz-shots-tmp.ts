import { chromium } from 'playwright-core'
import { programme, larchmead, cast } from '../seeds/cast.ts'
import { buildCounty } from '../seeds/county.ts'
import { serve } from '../src/serve.ts'
import { readConfig } from '../src/kernel/config.ts'
import { makeSecrets, newToken, hashOf } from '../src/kernel/secrets.ts'
import { openEngine } from '../src/kernel/engine.ts'
const config = readConfig({ PORT: '47113', DATA_DIR: '/tmp/S/data', LOG_LEVEL: 'warn', SECRET_KEY: 'a1'.repeat(32) })
const engine = await openEngine({ dataDir: '/tmp/S/data', memory: true, onFatal: console.error })
const running = await serve(config, engine, () => buildCounty(engine, { secrets: makeSecrets(config.secretKey), now: new Date(), full: true }))
const cookie = async (who: keyof typeof cast) => { const token = newToken(); await engine.ownerPool.query(`insert into people.sessions (person_id, token_hash, device, strong, created_at, last_seen_at, expires_at) values ($1,$2,'x',true,now(),now(),now()+interval '10 hours')`, [cast[who].person, hashOf(token)]); return token }
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const P = `/programmes/${programme.id}`
const run = (await engine.ownerPool.query(`select id from settings.register_runs order by read desc limit 1`)).rows[0]?.id
const list: [keyof typeof cast | undefined, string, string][] = [
  [undefined, 'welcome', '/'], ['tom', 'home-tom', '/'],
  ['priya', 'register', `${P}/register?q=park`], ['priya', 'enrolment2', `${P}/settings/${larchmead.setting}`], ['priya', 'run', `${P}/register/runs/${run}`],
  ['priya', 'programme', P], ['priya', 'import', `${P}/register/import`], ['priya','other',`${P}/settings/new`],
  ['ruth', 'person', `/settings/${larchmead.setting}/people/${cast.amina.person}`], ['ruth', 'sharing', `/settings/${larchmead.setting}/sharing`], ['ruth', 'place', `/settings/${larchmead.setting}`],
]
for (const width of [1200, 320]) for (const [who, name, path] of list) {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  if (who) await context.addCookies([{ name: 'session', value: await cookie(who), url: 'http://127.0.0.1:47113' }])
  const page = await context.newPage()
  const r = await page.goto(`http://127.0.0.1:47113${path}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  if (r!.status() !== 200 || wide > width) console.log(name, width, r!.status(), 'scrollWidth', wide)
  await page.screenshot({ path: `/tmp/S/${name}-${width}.png`, fullPage: true })
  await context.close()
}
await browser.close(); await running.stop(); process.exit(0)
