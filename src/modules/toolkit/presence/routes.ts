// Where an open page says that it is still open, and hears who else has it open.
import { may } from '../../../kernel/access.ts'
import { notFound } from '../../../kernel/problem.ts'
import { post, type Route } from '../../../kernel/route.ts'
import { beatForm } from './forms.ts'
import { beat } from './service.ts'

export const routes: readonly Route[] = [
  post('/settings/:setting/toolkit/presence', {
    who: may('toolkit.plan'),
    // A script sends it, not a person: it keeps nobody signed in, and is not worth keeping for later.
    quiet: true,
    sensitive: true,
    form: beatForm,
    async act(asked) {
      const body = await beat(asked, asked.params.setting!, asked.form.page, asked.form.mark)
      if (body === undefined) throw notFound()
      return { kind: 'file', type: 'text/plain; charset=utf-8', body }
    },
  }),
]
