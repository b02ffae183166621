// Where leads make and end links, and where a link opens for someone without an account. The reader's routes go by link:
// nobody's session is looked at, and the transaction reaches the one link that is held.
import { anyone, may } from '../../../kernel/access.ts'
import { today, type Ctx } from '../../../kernel/context.ts'
import { again, get, goTo, post, type Page, type Route } from '../../../kernel/route.ts'
import { linksAt, readingAt } from '../paths.ts'
import { pdfOf } from '../records/paper.ts'
import { loadVersion, versionsOf } from '../records/service.ts'
import { makingForm, openingForm, printingForm, withdrawingForm } from './forms.ts'
import { doorPage, endedPage, heldRecordPage, linksPage, madePage, unknownLinkPage, type LinksSeen } from './pages.ts'
import {
  linksOf,
  loadHeldLink,
  loadLink,
  makeLink,
  opened,
  openLink,
  passFor,
  passHolds,
  withdrawLink,
  type HeldLink,
  type OpenHeld,
} from './service.ts'

const AT = '/settings/:setting/toolkit/record/links'
const HELD = '/reading/:link'

async function seen(ctx: Ctx, setting: string): Promise<LinksSeen> {
  return { setting, today: today(ctx), links: await linksOf(ctx, setting), versions: await versionsOf(ctx, setting) }
}

const leading: readonly Route[] = [
  get(AT, {
    who: may('toolkit.make-link'),
    show: async (asked) => linksPage(await seen(asked, asked.params.setting!)),
  }),
  post(AT, {
    who: may('toolkit.make-link'),
    form: makingForm,
    act: async (asked) => {
      const setting = asked.params.setting!
      const { record, ...making } = asked.form
      if (!(await versionsOf(asked, setting)).some((one) => one.id === record))
        return again({ record: 'Choose which version they will read' })
      const made = await makeLink(asked, await loadVersion(asked, { setting, record }), making)
      return madePage(setting, asked.publicUrl, made, making.reader)
    },
    again: async (asked) => {
      const { mistakes, typed } = asked
      return linksPage({ ...(await seen(asked, asked.params.setting!)), mistakes, typed })
    },
  }),
  post(`${AT}/:record_link/withdrawals`, {
    who: may('toolkit.make-link'),
    load: { link: loadLink },
    form: withdrawingForm,
    act: async (asked) => {
      const setting = asked.params.setting!
      await withdrawLink(asked, setting, asked.link)
      return goTo(linksAt(setting), 'The link has ended. Nobody can read the Record by it now')
    },
  }),
]

/** The open link, or the page that says why there is none. */
function openedOr(held: HeldLink | undefined): OpenHeld | Page {
  if (!held) return unknownLinkPage()
  return opened(held) ?? endedPage()
}

const isOpen = (found: OpenHeld | Page): found is OpenHeld => 'read' in found

const WRONG = 'That is not the code. Check it and try again'
const RESTING = 'Too many wrong codes were typed today. Try again tomorrow, or ask for a new link'

const held: readonly Route[] = [
  get(HELD, {
    who: anyone,
    byLink: true,
    load: { held: loadHeldLink },
    show: (asked) => {
      const found = openedOr(asked.held)
      return Promise.resolve(isOpen(found) ? doorPage(found, found.read.setting.name) : found)
    },
  }),
  post(HELD, {
    who: anyone,
    byLink: true,
    load: { held: loadHeldLink },
    form: openingForm,
    act: async (asked) => {
      const found = openedOr(asked.held)
      if (!isOpen(found)) return found
      const answer = await openLink(asked, found, asked.form.code)
      if (answer !== 'open') return again({ code: answer === 'wrong' ? WRONG : RESTING }, { kept: true })
      return heldRecordPage(found, passFor(asked, found))
    },
    again: (asked) => {
      const found = openedOr(asked.held)
      return Promise.resolve(isOpen(found) ? doorPage(found, found.read.setting.name, asked.mistakes) : found)
    },
  }),
  post(`${HELD}/pdf`, {
    who: anyone,
    byLink: true,
    load: { held: loadHeldLink },
    form: printingForm,
    act: (asked) => {
      const found = openedOr(asked.held)
      if (!isOpen(found)) return Promise.resolve(found)
      if (!passHolds(asked, found, asked.form.pass)) return Promise.resolve(goTo(readingAt(found.token)))
      const { made_by: by, made_at: at, digest } = found
      const version = `${found.cycle_number}.${found.record_number}`
      return Promise.resolve(pdfOf(found.read, { kind: 'shared', version, by, at, digest }))
    },
    again: (asked) => {
      const found = openedOr(asked.held)
      return Promise.resolve(isOpen(found) ? doorPage(found, found.read.setting.name) : found)
    },
  }),
]

export const routes: readonly Route[] = [...leading, ...held]
