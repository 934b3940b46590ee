import { belfry } from '../../../belfry'

const answer = async (request: Request) => (await belfry()).fetch(request)

export { answer as GET, answer as PUT, answer as POST, answer as DELETE, answer as OPTIONS }
