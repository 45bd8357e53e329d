import { createApp, h, ref } from 'vue'
import App from './App.vue'

const on = ref(true)

function flip() {
  on.value = !on.value
}

/** Takes the example's own application out, and puts it back. */
createApp(() => [h('button', { type: 'button', onClick: flip }, 'Switch'), on.value && h(App)]).mount('#app')
