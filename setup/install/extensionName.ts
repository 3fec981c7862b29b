/** The package's name: by it Cognigy.AI knows our Extension, its nodes and its Connection. */
export const EXTENSION_NAME = "ringcentral-engage";
