// What a browser fetches when it comes for the first time: the page, its styles, script and mark, and the fonts that
// words in basic Latin need, each as compressed as our server sends it.
import type { FastifyInstance } from 'fastify'
import { larchmead } from '../seeds/cast.ts'
import { allMigrations, makeHouse } from '../src/app.ts'
import { makeServer } from '../src/kernel/http.ts'
import { makeCounty, signIn } from './database.ts'
import { lineOf, type Bench } from './measure.ts'

const MOST = 60
/** Words in basic Latin. */
const LETTERS = 'a'

const PAGES: Readonly<Record<string, string>> = {
  'home page': '/',
  'principle page': `/settings/${larchmead.setting}/toolkit/principles/leadership_management`,
}

type Fetched = { path: string; bytes: number; type: string }

async function fetched(app: FastifyInstance, path: string, cookie: string): Promise<Fetched> {
  const headers = { host: 'localhost', cookie, 'accept-encoding': 'br' }
  const { statusCode, headers: said, rawPayload } = await app.inject({ url: path, headers })
  if (statusCode === 303) return fetched(app, String(said.location), cookie)
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
  return { path, bytes: rawPayload.length, type: String(said['content-type']) }
}

/** The page or style as words, to see what it asks for. */
async function words(app: FastifyInstance, path: string, cookie: string): Promise<string> {
  const { body } = await app.inject({ url: path, headers: { host: 'localhost', cookie } })
  return body
}

/** Whether a font-face is for one of these letters: it names no range, or one with such a letter in it. */
function hasLetters(face: string, letters: string): boolean {
  const ranges = /unicode-range:([^;}]+)/i.exec(face)?.[1]
  if (ranges === undefined) return true
  const codes = [...new Set(letters)].map((letter) => letter.codePointAt(0)!)
  return ranges.split(',').some((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
    return codes.some((code) => parseInt(from, 16) <= code && code <= parseInt(to, 16))
  })
}

function fontsIn(css: string, path: string, letters: string): string[] {
  const faces = css.match(/@font-face\s*{[^}]*}/g) ?? []
  const links = faces.filter((face) => hasLetters(face, letters)).map((face) => /url\("?([^")]+)"?\)/.exec(face)?.[1])
  return links.filter((link) => link !== undefined).map((link) => new URL(link, `http://localhost${path}`).pathname)
}

/** `letters`: those of the page for which a browser would fetch a font. */
export async function firstLoad(
  app: FastifyInstance,
  start: string,
  cookie: string,
  letters: (html: string) => string = () => LETTERS,
): Promise<Fetched[]> {
  const page = await fetched(app, start, cookie)
  const html = await words(app, page.path, cookie)
  const tags = html.match(/<(link|script|img|source)\b[^>]*>/g) ?? []
  const links = new Set(tags.flatMap((tag) => / (?:href|src)="(\/[^"]*)"/.exec(tag)?.[1] ?? []))
  for (const link of links) {
    if (!link.endsWith('.css')) continue
    for (const font of fontsIn(await words(app, link, cookie), link, letters(html))) links.add(font)
  }
  return [page, ...(await Promise.all([...links].map((link) => fetched(app, link, cookie))))]
}

export const bench: Bench = {
  words: `kilobytes of a staff page’s first load in basic Latin, against ${MOST}`,
  async run({ print, note, postgres }) {
    const database = await makeCounty(await postgres())
    const app = await makeServer(await makeHouse(database.config, database.engine), allMigrations())
    try {
      const cookie = await signIn(database, 'amina')
      for (const [name, path] of Object.entries(PAGES)) {
        const all = await firstLoad(app, path, cookie)
        for (const { path: from, bytes, type } of all) note(`  ${String(bytes).padStart(6)} ${from} (${type})`)
        const ours = all.reduce((sum, one) => sum + one.bytes, 0) / 1000
        print(
          lineOf({ bench: 'bytes', case: name, ours, baseline: MOST, unit: 'kB', goal: 1, better: 'lower', runs: 1 }),
        )
      }
    } finally {
      await app.close()
      await database.close()
    }
  },
}
