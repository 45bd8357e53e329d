/** Text as it was written. */
export const Plain = ({ text }: { text: () => string }) => (
  <div class="body" dir="auto">
    {text}
  </div>
)
