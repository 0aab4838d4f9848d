#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/admission.h"
#include "http/answer.h"
#include "http/asio.h"
#include "http/buffer.h"
#include "http/core.h"
#include "http/loop.h"
#include "http/reader.h"
#include "http/resumption.h"
#include "http/upload.h"

namespace bina::http {

/// One client: reads a request, has it answered, writes the reply, and so on. Runs on its loop's thread, and
/// while it waits for a worker, on that worker alone.
class Connection final : private Workers::Job {
public:
    Connection(Loop& loop, Socket&& socket, std::unique_ptr<Admission> admission);
    ~Connection();

    /// Until either side closes.
    Awaitable<void> serve();
    /// Gives up waiting for the client if its time is over.
    void check_deadline(std::int64_t now_us);
    void cut_if_idle();
    void cut();

    std::size_t index = 0;  ///< The loop's.

private:
    using Task = void (Connection::*)();

    Awaitable<bool> exchange();
    void begin();
    Awaitable<bool> read_head();
    void route();
    void choose_route(Route const& route);
    void refuse(base::ErrorKind const& kind);
    Awaitable<bool> take_body();
    Awaitable<bool> read_body();
    void check_body_size();
    Awaitable<bool> upload();
    Awaitable<void> respond();
    Awaitable<bool> write_reply();
    Awaitable<bool> write_pieces();
    void render_reply(Response&& response);
    void finish_request();
    Awaitable<void> turn_away();
    Awaitable<void> linger();
    Awaitable<bool> shake_hands();

    // Tasks of a worker:
    void do_admit();
    void do_write_piece();
    void do_respond();
    void do_pull();

    /// Runs `task` on a worker.
    Awaitable<void> on_worker(Task task);
    void run() noexcept override;

    Awaitable<bool> wait(Wire::Want want);
    Awaitable<bool> fill(Buffer& buffer, std::size_t least);
    Awaitable<bool> write(std::string_view first, std::string_view second);
    void break_off();
    void set_deadline(std::int64_t milliseconds);
    void begin_transfer();
    void passed(std::size_t bytes);

    Loop& m_loop;
    Core& m_core;
    Limits const& m_limits;
    Socket m_socket;
    Wire m_wire;
    std::unique_ptr<Admission> const m_admission;

    // Of waiting:
    std::int64_t m_now_us;  // as last looked at
    std::int64_t m_deadline_us = 0;  // 0: none
    std::int64_t m_transfer_began_us = 0;
    std::uint64_t m_transferred = 0;
    bool m_idle = false;
    bool m_given_up = false;
    Resumption m_resumption;
    Task m_task = nullptr;

    // Of the request at hand:
    Buffer m_head;
    Buffer m_in;
    Reader m_reader;
    Request m_request;
    Route const* m_route = nullptr;
    std::size_t m_traffic = 0;
    base::ErrorKind const* m_refusal = nullptr;
    std::optional<Response> m_response;
    std::optional<UploadFile> m_upload;
    Share m_body_share;
    Share m_upload_share;
    bool m_admitted = false;
    bool m_close = false;
    bool m_unread = false;  // the client is still sending what nobody will read
    std::int64_t m_began_us = 0;
    std::uint64_t m_sent = 0;
    Reply m_reply;
    std::string m_piece;
    bool m_more = false;
    bool m_broken = false;
};

}  // namespace bina::http
