#include "access/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <semaphore>

#include "access/account.h"

namespace bina::access {
namespace {

// Words that lists of leaked passwords begin with, and those that everybody here tries first.
constexpr std::array<std::string_view, 10> common_parts{"password",  "123456",    "qwerty",  "admin123",
                                                        "bismillah", "indonesia", "rahasia", "sandi123",
                                                        "umkm123",   "dinas123"};
constexpr std::size_t unguessable_characters_min = 6;

// One hashing takes 64 MB and a core for 60 ms on purpose: so many at a time, the others wait.
constexpr std::ptrdiff_t hashing_max = 4;

class HashingSlot {
public:
    HashingSlot() { slots().acquire(); }
    ~HashingSlot() { slots().release(); }
    HashingSlot(HashingSlot const&) = delete;
    HashingSlot& operator=(HashingSlot const&) = delete;

private:
    static std::counting_semaphore<hashing_max>& slots() {
        static std::counting_semaphore<hashing_max> all{hashing_max};
        return all;
    }
};

/// True if too little is left once common words, the user's own name and runs such as "4567" or "aaaa" are
/// taken out.
bool is_guessable(std::string_view password, std::string_view username) {
    std::string rest(password);
    for (char& c : rest)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    auto const take_out = [&](std::string_view part) {
        for (auto at = rest.find(part); at != rest.npos; at = rest.find(part)) rest.erase(at, part.size());
    };
    std::ranges::for_each(common_parts, take_out);
    if (!username.empty()) take_out(username);
    std::size_t left = 0;
    for (std::size_t i = 0; i < rest.size(); ++i)
        if (i == 0 || std::abs(rest[i] - rest[i - 1]) > 1) ++left;
    return left < unguessable_characters_min;
}

}  // namespace

base::Result<std::string> hash_password(std::string_view password, std::string_view username) {
    if (password.size() < password_length_min || password.size() > password_length_max)
        return base::fail(error::password_short);
    if (is_guessable(password, username)) return base::fail(error::password_common);
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    HashingSlot const slot;
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_fits(std::string const& hash, std::string_view password) {
    HashingSlot const slot;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace bina::access
