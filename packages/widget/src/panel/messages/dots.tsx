/** Somebody is writing. */
export const Dots = ({ label }: { label: string }) => (
  <div class="body dots" role="img" aria-label={label}>
    <i />
    <i />
    <i />
  </div>
)
