export const attention = {
  title: 'Attention, side by side',
}
