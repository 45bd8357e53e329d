import { type ChatWidget, createChatWidget } from './index.ts'

export type { ChatElementAttributes } from './npm/element-types.ts'

/**
 * Defines `<craveva-chat agent="agent_…" api="https://…">`: a chat within the page, as large as the element. Its other attributes are those
 * of the script tag, without `data-`. Events reach the page as `craveva:message` and so on.
 */
export function defineChatElement(name = 'craveva-chat'): void {
  if (!customElements.get(name)) customElements.define(name, createElementClass())
}

const events = ['ready', 'message', 'handoff', 'lead', 'add-to-cart', 'error'] as const

/** Made on demand: where there is no page, as on a server, there is no HTMLElement either. */
function createElementClass(): CustomElementConstructor {
  return class extends HTMLElement {
    static observedAttributes = ['agent', 'api']
    widget: ChatWidget | undefined
    stands = false

    connectedCallback() {
      this.stands = true
      this.begin()
      // Scripts set attributes one by one, some only once the element is there.
      queueMicrotask(() => {
        if (this.stands && !this.widget) console.warn(`<${this.localName}> needs the attributes agent and api`)
      })
    }

    attributeChangedCallback() {
      if (!this.stands) return
      this.end()
      this.begin()
    }

    disconnectedCallback() {
      this.stands = false
      this.end()
    }

    begin() {
      const attributes = Object.fromEntries(this.getAttributeNames().map(name => [name, this.getAttribute(name) ?? '']))
      const { agent = '', api = '', color, theme, lang, consent, privacy, images } = attributes
      if (!agent || !api) return
      this.style.display ||= 'block'
      this.widget = createChatWidget({ agent, api, color, theme, lang, consent, privacy, images, target: this })
      for (const event of events) {
        this.widget.on(event, detail => this.dispatchEvent(new CustomEvent(`craveva:${event}`, { detail, bubbles: true })))
      }
    }

    end() {
      this.widget?.destroy()
      this.widget = undefined
    }
  }
}
