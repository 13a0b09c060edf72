"""A small operating system's scheduler: tasks of several classes exchange packets by priority."""
from _bench import run

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = 0, 1


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0, 0, 0, 0]

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """A task: its state bits, queue of packets and priority. Subclasses say what a turn does."""

    def __init__(self, kernel, ident, priority, queue):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.packet_pending = queue is not None
        self.waiting = queue is not None
        self.holding = False
        kernel.add(self)

    def held_or_waiting(self):
        return self.holding or (not self.packet_pending and self.waiting)

    def receive(self, packet, other):
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > other.priority:
                return self
        else:
            packet.append_to(self.queue)
        return other

    def run_turn(self):
        packet = None
        if self.packet_pending and self.waiting and not self.holding:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.packet_pending = self.queue is not None
        return self.turn(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.holds += 1
        self.holding = True
        return self.link

    def release(self, ident):
        task = self.kernel.find(ident)
        task.holding = False
        return task if task.priority > self.priority else self

    def queue_packet(self, packet):
        task = self.kernel.find(packet.owner)
        self.kernel.queued += 1
        packet.link = None
        packet.owner = self.ident
        return task.receive(packet, self)

    def turn(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, kernel, count):
        super().__init__(kernel, IDLE, 0, None)
        self.control = 1
        self.count = count

    def turn(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class Worker(Task):
    def __init__(self, kernel, queue):
        super().__init__(kernel, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def turn(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.datum = 0
        for i in range(4):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = 64 + self.letter
        return self.queue_packet(packet)


class Handler(Task):
    def __init__(self, kernel, ident, priority, queue):
        super().__init__(kernel, ident, priority, queue)
        self.work_in = None
        self.device_in = None

    def turn(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is None:
            return self.wait()
        if work.datum >= 4:
            self.work_in = work.link
            return self.queue_packet(work)
        device = self.device_in
        if device is None:
            return self.wait()
        self.device_in = device.link
        device.datum = work.data[work.datum]
        work.datum += 1
        return self.queue_packet(device)


class Device(Task):
    def __init__(self, kernel, ident, priority):
        super().__init__(kernel, ident, priority, None)
        self.waiting = True
        self.pending = None

    def turn(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.queue_packet(packet)
        self.pending = packet
        return self.hold()


class Kernel:
    def __init__(self):
        self.tasks = [None] * 6
        self.first = None
        self.queued = 0
        self.holds = 0

    def add(self, task):
        task.link = self.first
        self.first = task
        self.tasks[task.ident] = task

    def find(self, ident):
        task = self.tasks[ident]
        if task is None:
            raise LookupError(ident)
        return task

    def schedule(self):
        task = self.first
        while task is not None:
            if task.held_or_waiting():
                task = task.link
            else:
                task = task.run_turn()


def simulate():
    kernel = Kernel()
    Idle(kernel, 10000)
    queue = Packet(None, 0, WORK)
    queue = Packet(queue, 0, WORK)
    Worker(kernel, queue)
    for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, DEVICE)
        Handler(kernel, handler, priority, queue)
    Device(kernel, DEVICE_A, 4000)
    Device(kernel, DEVICE_B, 5000)
    kernel.schedule()
    return kernel.queued, kernel.holds


def main(n):
    results = [simulate() for _ in range(n)]
    return "%d %d %d" % (len(set(results)), *results[-1])


DEFAULT = 16
EXPECTED = {
    1: "1 23246 9297",
    16: "1 23246 9297",
    38: "1 23246 9297",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
