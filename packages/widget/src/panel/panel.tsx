import { inScope, onEnd } from '../dom/scope.ts'
import type { Panel, PanelHost } from '../shared/panel-module.ts'
import { Dialog } from './chrome/dialog.tsx'
import { createApp } from './create-app.ts'
import { createCommands } from './create-commands.ts'
import css from './panel.css?inline'
import { createTexts } from './texts.ts'

/** Builds the panel beside the launcher, in the visitor's language; it stays closed until a command opens it. */
export async function mountPanel(host: PanelHost): Promise<Panel> {
  const texts = createTexts(host.settings.loadTexts)
  await texts.use(host.element.lang)
  const [command, destroy] = inScope(() => {
    const app = createApp(host, texts)
    const dialog = (<Dialog app={app} />) as Element
    host.addStyles(css)
    host.launcher.before(dialog)
    onEnd(() => dialog.remove())
    app.begin()
    return createCommands(app)
  })
  return { command, destroy }
}
