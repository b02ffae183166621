// Where chapters are given, called ready, signed off and sent back. Everyone here sees who holds what.
import { may } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Page, type Route } from '../../../kernel/route.ts'
import { loadPrinciple } from '../chapters/service.ts'
import { loadHere, type Here } from '../cycles/service.ts'
import type { Principle } from '../edition.ts'
import { sectionAt, sectionsAt } from '../paths.ts'
import { givingForm, sendingBackForm, stateForm } from './forms.ts'
import { sectionPage, sectionsPage, type SectionSeen } from './pages.ts'
import {
  giveSection,
  loadHereGiving,
  loadHereHolding,
  oneSection,
  sayReady,
  sectionsOf,
  sendBack,
  signOff,
} from './service.ts'

const AT = '/settings/:setting/toolkit/sections'
const ONE = `${AT}/:principle`
const OVERTAKEN = 'Someone changed this while you looked. See below how it stands now'

type Asked = Ctx & { here: Here; principle: Principle }

async function drawn(asked: Asked & { typed?: Typed; mistakes?: Mistakes }, sent?: SectionSeen['sent']): Promise<Page> {
  const { here, principle, typed, mistakes } = asked
  const section = await oneSection(asked, here, principle)
  return sectionPage({
    ...{ here, principle, section },
    ...(sent && { sent }),
    ...(typed && { typed }),
    ...(mistakes && { mistakes }),
  })
}

const back = ({ here, principle }: Asked): string => sectionAt(here.cycle.setting_id, principle.key)

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere },
    show: async (asked) => sectionsPage(asked.here, await sectionsOf(asked, asked.here)),
  }),
  get(ONE, {
    who: may('toolkit.see'),
    load: { here: loadHere, principle: loadPrinciple },
    show: (asked) => drawn(asked),
  }),
  post(ONE, {
    who: may('toolkit.rate'),
    load: { here: loadHereGiving, principle: loadPrinciple },
    form: givingForm,
    act: async (asked) => {
      const { here, principle } = asked
      const done = await giveSection(asked, here, principle, asked.form)
      if (done === 'given') return goTo(sectionsAt(here.cycle.setting_id), 'Saved. It is on their home page')
      return done === 'stale' ? again({ version: OVERTAKEN }, { status: 409 }) : again(done.mistakes)
    },
    again: (asked) => drawn(asked, 'giving'),
  }),
  post(`${ONE}/ready`, {
    who: may('toolkit.rate'),
    load: { here: loadHereHolding, principle: loadPrinciple },
    form: stateForm,
    act: async (asked) => {
      const done = await sayReady(asked, asked.here, asked.principle, asked.form.version)
      if (done === 'ready') return goTo(back(asked), 'Ready. A lead can sign it off now')
      return done === 'stale'
        ? again({ version: OVERTAKEN }, { status: 409 })
        : again({ chapter: 'Something in this chapter is still to do: see below' })
    },
    again: (asked) => drawn(asked, 'state'),
  }),
  post(`${ONE}/sign-off`, {
    who: may('toolkit.rate'),
    load: { here: loadHereGiving, principle: loadPrinciple },
    form: stateForm,
    act: async (asked) => {
      const { here, principle, form: sent } = asked
      if (!(await signOff(asked, here, principle, sent.version))) return again({ version: OVERTAKEN }, { status: 409 })
      return goTo(back(asked), 'Signed off')
    },
    again: (asked) => drawn(asked, 'state'),
  }),
  post(`${ONE}/sent-back`, {
    who: may('toolkit.rate'),
    load: { here: loadHereGiving, principle: loadPrinciple },
    form: sendingBackForm,
    act: async (asked) => {
      const { here, principle, form: sent } = asked
      if (!(await sendBack(asked, here, principle, sent))) return again({ version: OVERTAKEN }, { status: 409 })
      return goTo(back(asked), 'Sent back. Your sentence is on the home page of whoever holds it')
    },
    again: (asked) => drawn(asked, 'sending-back'),
  }),
]
