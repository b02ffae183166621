// Where people talk about what they work on: everyone here who may see the Toolkit may speak; only its writer changes a
// comment or takes it back.
import { may } from '../../../kernel/access.ts'
import { form, version } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { threadAt } from '../paths.ts'
import { changedForm, commentForm } from './forms.ts'
import { changePage, threadPage } from './pages.ts'
import type { Thing } from './rules.ts'
import { addComment, changeComment, colleaguesOf, loadOwn, loadThing, markSeen, takeBack, threadOf } from './service.ts'

const THREAD = '/settings/:setting/toolkit/talk/:about/:thing'
const COMMENT = '/settings/:setting/toolkit/comments/:comment'
const OVERTAKEN = 'You changed this comment in another window meanwhile. Both are below'

const back = ({ setting, about, key }: Thing): string => threadAt(setting, about, key)

export const routes: readonly Route[] = [
  get(THREAD, {
    who: may('toolkit.comment'),
    load: { thing: loadThing },
    show: async (asked) => {
      const { thing } = asked
      const thread = await threadOf(asked, thing)
      return threadPage({ thing, thread, colleagues: await colleaguesOf(asked, thing.setting) })
    },
  }),
  post(THREAD, {
    who: may('toolkit.comment'),
    load: { thing: loadThing },
    form: commentForm,
    act: async (asked) => {
      const { thing } = asked
      if (!(await addComment(asked, thing, asked.form))) return again({ people: 'Choose people from the list' })
      return goTo(back(thing), 'Said')
    },
    again: async (asked) => {
      const { thing, typed, mistakes } = asked
      const thread = await threadOf(asked, thing)
      return threadPage({ thing, thread, colleagues: await colleaguesOf(asked, thing.setting), typed, mistakes })
    },
  }),
  post(`${THREAD}/seen`, {
    who: may('toolkit.comment'),
    load: { thing: loadThing },
    form: form({}),
    act: async (asked) => {
      await markSeen(asked, asked.thing)
      return goTo(back(asked.thing), 'They can see that you have looked')
    },
  }),
  get(COMMENT, {
    who: may('toolkit.comment'),
    load: { own: loadOwn },
    show: async ({ own }) => changePage(own),
  }),
  post(COMMENT, {
    who: may('toolkit.comment'),
    load: { own: loadOwn },
    form: changedForm,
    act: async (asked) => {
      const { own, form: sent } = asked
      if (!(await changeComment(asked, own, sent.words, sent.version)))
        return again({ words: OVERTAKEN }, { status: 409 })
      return goTo(back(own.thing), 'Changed')
    },
    again: async (asked) => changePage(await loadOwn(asked, asked.params), asked.typed, asked.mistakes),
  }),
  post(`${COMMENT}/withdrawal`, {
    who: may('toolkit.comment'),
    load: { own: loadOwn },
    form: form({ version: version() }),
    act: async (asked) => {
      const { own } = asked
      if (!(await takeBack(asked, own, asked.form.version))) return again({ version: OVERTAKEN }, { status: 409 })
      return goTo(back(own.thing), 'Taken back')
    },
    again: async (asked) => changePage(await loadOwn(asked, asked.params), undefined, asked.mistakes),
  }),
]
