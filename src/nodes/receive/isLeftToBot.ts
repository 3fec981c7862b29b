/** Whether nobody has taken a conversation from the bot: it has the Bot category, or none, as on accounts that set none. */
export function isLeftToBot(categoryIds: readonly string[], connection: { botCategoryId(): string }): boolean {
  return categoryIds.length === 0 || categoryIds.includes(connection.botCategoryId());
}
