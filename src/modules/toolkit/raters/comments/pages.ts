// What raters wrote, for those who may read it: by kind, in no order that tells anything, with the button that says read.
import { page, type Page } from '../../../../kernel/route.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { insetText } from '../../../../view/govuk/inset-text.ts'
import { pagination } from '../../../../view/govuk/pagination.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { columns, pageHeading, quietList } from '../../../../view/layout.ts'
import { dateInWords, wordsOfCount } from '../../../../view/words.ts'
import { callAt } from '../../paths.ts'
import { kindName, type Kind } from '../rules.ts'
import type { Call } from '../service.ts'
import type { Comment, CommentsRead } from './service.ts'

export type CommentsSeen = { call: Call; learners: string } & CommentsRead

export function commentsPage(seen: CommentsSeen): Page {
  const { call, learners, kinds, comments, n, unread, marks } = seen
  const heading =
    n === 0
      ? 'No comments to read'
      : unread === 0
        ? `${wordsOfCount(n, 'comment')}, all read`
        : `${wordsOfCount(unread, 'comment')} nobody has read yet`
  const mark = marks ? markPart(call, comments) : nothing
  const why = call.closed_on === null && kinds.length === 0
  const work = html`${why && insetText({ text: 'You can read comments once the call has closed, of each kind of which enough people answered.' })}${kinds.map((kind) => kindPart(kind, learners, comments))}${mark}${turning(seen)}`
  return page(
    heading,
    html`${pageHeading({ heading, caption: `Views, call ${call.number}` })}${columns(work, context())}`,
    {
      back: { text: `Call ${call.number}`, href: callAt(call.setting_id, call.id) },
    },
  )
}

function markPart(call: Call, comments: readonly Comment[]): Html {
  const unread = comments.filter((comment) => comment.read_on === null)
  if (unread.length === 0) return nothing
  const ids = unread.map((comment) => comment.id).join(' ')
  return postForm(
    `${callAt(call.setting_id, call.id)}/comments`,
    html`<input type="hidden" name="read" value="${ids}">${button({ text: 'I have read these' })}`,
  )
}

function turning({ call, page: at, pages }: CommentsSeen): Html {
  if (pages === 1) return nothing
  const href = (to: number): string => `${callAt(call.setting_id, call.id)}/comments?page=${to}`
  return pagination({
    ...(at > 1 ? { previous: { href: href(at - 1) } } : {}),
    ...(at < pages ? { next: { href: href(at + 1) } } : {}),
  })
}

function kindPart(kind: Kind, learners: string, comments: readonly Comment[]): Html {
  const own = comments.filter((comment) => comment.kind === kind)
  if (own.length === 0) return nothing
  const one = ({ words, read_on }: Comment): Html =>
    html`<li class="ws-comment"><p class="govuk-body" dir="auto">${words ?? 'Sealed with another key, so it cannot be opened here.'}</p>${read_on && html`<p class="govuk-body-s ws-quiet">Read on ${dateInWords(read_on)}</p>`}</li>`
  return html`<h2 class="govuk-heading-m">${kindName(kind, learners)}</h2><ul class="ws-comments">${own.map(one)}</ul>`
}

function context(): Html {
  return html`<h2 class="govuk-heading-m">When someone may not be safe</h2>${quietList([
    'Follow your safeguarding policy today, as with any other disclosure.',
    'Nobody knows who wrote a comment, and nothing here can tell. Do not try to find out from the words: ask widely, and make it easy to come to you.',
    'If there is danger now, call 999.',
  ])}<h2 class="govuk-heading-m">Who reads these</h2><p class="govuk-body">The safeguarding leads at any time, and each waits until one of them says that it is read; the mental health lead after the call has closed, where enough people answered. Each look is in the audit.</p>`
}
