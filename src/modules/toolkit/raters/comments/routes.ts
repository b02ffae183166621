// What raters wrote: read by few, each look in the audit.
import { may } from '../../../../kernel/access.ts'
import { z } from 'zod'
import { form } from '../../../../kernel/form.ts'
import { get, goTo, post, type Route } from '../../../../kernel/route.ts'
import { loadHereIfAny } from '../../cycles/service.ts'
import { nounsOf } from '../../edition.ts'
import { callAt } from '../../paths.ts'
import { loadCall } from '../service.ts'
import { commentsPage } from './pages.ts'
import { commentsOf, markRead } from './service.ts'

const AT = '/settings/:setting/toolkit/views/calls/:call/comments'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.read-rater-comments'),
    // Whoever switches the Toolkit off, and a comment may be about them, takes no comment from a safeguarding lead.
    staysOn: true,
    load: { here: loadHereIfAny, call: loadCall },
    sees: 'rater comments',
    show: async (asked) => {
      const { call, here, query } = asked
      const page = /^[1-9]\d{0,3}$/.test(query.page ?? '') ? Number(query.page) : 1
      return commentsPage({ call, learners: nounsOf(here?.edition).learners, ...(await commentsOf(asked, call, page)) })
    },
  }),
  post(AT, {
    who: may('toolkit.read-rater-comments'),
    staysOn: true,
    load: { call: loadCall },
    // The ids of those that were on the page: one that came meanwhile is not taken for read.
    form: form({ read: z.string() }),
    act: async (asked) => {
      const { call } = asked
      await markRead(asked, call, asked.form.read.split(' '))
      return goTo(`${callAt(call.setting_id, call.id)}/comments`, 'Marked as read')
    },
  }),
]
