import { onEnd } from '../../dom/scope.ts'
import { computed, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { Composer } from '../composer/composer.tsx'
import { receiveFiles } from '../composer/receive-files.ts'
import { History } from '../messages/history.tsx'
import { closeOnBack, fitVisualViewport, lockPage } from '../window.ts'
import { Consent } from './consent.tsx'
import { Disclosure } from './disclosure.tsx'
import { Header } from './header.tsx'
import { Notice } from './notice.tsx'

/** The panel: beside the page a dialog that blocks nothing, on a phone one that covers everything. */
export function Dialog({ app }: AppProperties) {
  const { t, agentConfig, conversation, locale, isOpen, full, announcement, launcher, consented } = app
  const close = () => app.show(false)
  const asksFirst = computed(
    () =>
      Boolean(agentConfig.current?.ui_settings.pre_chat) && conversation.phase.current === 'ready' && !conversation.entries.current.length,
  )
  return (
    <div
      class="panel"
      part="panel"
      role="dialog"
      tabindex="-1"
      aria-label={() => t('title', { name: agentConfig.current?.name ?? '' })}
      aria-modal={() => isOpen.current && full.current && 'true'}
      lang={() => locale.current}
      dir={() => directionOf(locale.current)}
      ref={dialog => {
        watch(() => {
          if (!isOpen.current || !full.current) return
          lockPage()
          closeOnBack(close)
          fitVisualViewport(dialog)
        })
        watch(() => isOpen.current && onEnd(() => returnFocus(dialog, launcher)))
      }}
      // Behind what gives the focus back: what is hidden has lost it.
      hidden={() => !isOpen.current}
      ondragover={event => event.preventDefault()}
      ondrop={event => receiveFiles(app, event, event.dataTransfer)}
      onpaste={event => receiveFiles(app, event, event.clipboardData)}
      onkeydown={event => {
        // Fitted into the page it has nothing to go back to; with 229 an input method takes the key.
        if (event.key !== 'Escape' || event.keyCode === 229 || app.inline) return
        event.stopPropagation()
        close()
      }}
    >
      <Header app={app} />
      <History app={app} />
      <Notice app={app} />
      {() =>
        !consented.current ? <Consent app={app} /> : asksFirst.current ? app.extras.read()?.PreChat({ app }) : <Composer app={app} />
      }
      <Disclosure app={app} />
      <div class="spoken" aria-live="polite">
        {() => announcement.current}
      </div>
    </div>
  )
}

/** Focus within a closing panel goes to the launcher; focus elsewhere on the page stays. */
function returnFocus(dialog: Element, launcher: HTMLElement) {
  if (dialog.contains((dialog.getRootNode() as ShadowRoot).activeElement)) queueMicrotask(() => launcher.focus())
}

const directionOf = (language: string) => (/^(ar|he)\b/.test(language) ? 'rtl' : 'ltr')
