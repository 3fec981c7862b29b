/** Requests a second of a plain Fastify server with plain axios in one process: what the machine gives at this moment. */
import axios from "axios";
import fastify from "fastify";

const REQUESTS = 1_000;

export async function measurePlainFastify(atOnce: number): Promise<number> {
  const server = fastify();
  server.post("/", async ({ body }) => body);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  try {
    const startedAt = performance.now();
    let left = REQUESTS;
    const work = async () => {
      while (left-- > 0) {
        await axios.post(url, { text: "x".repeat(100) });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return (REQUESTS * 1000) / (performance.now() - startedAt);
  } finally {
    await server.close();
  }
}
