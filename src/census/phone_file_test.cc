#include "census/phone_file.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "census/photo.h"
#include "census/test_census.h"

namespace bina::census {
namespace {

using namespace test;

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
unsigned char const* raw(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}
std::string bytes_of(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                      sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(length);
    return bytes;
}

/// RSA-OAEP with SHA-256, as WebCrypto does it.
std::string wrapped_by(std::string_view public_key, std::string_view key) {
    auto const* at = raw(public_key);
    auto* const known = d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size()));
    EXPECT_EQ(EVP_PKEY_bits(known), 3072);
    auto* const context = EVP_PKEY_CTX_new(known, nullptr);
    EVP_PKEY_encrypt_init(context);
    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING);
    EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256());
    std::string wrapped(512, '\0');
    std::size_t length = wrapped.size();
    EXPECT_EQ(EVP_PKEY_encrypt(context, raw(wrapped), &length, raw(key), key.size()), 1);
    wrapped.resize(length);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(known);
    return wrapped;
}

/// Seals as a phone does.
class Phone {
public:
    explicit Phone(fixture::Got const& key) {
        m_id = text_at(key, "/key");
        m_account = text_at(key, "/account");
        m_ticket = text_at(key, "/ticket");
        m_wrapped = wrapped_by(bytes_of(text_at(key, "/public_key")), m_key);
    }
    std::string sealed(std::string_view bound, std::string_view plain) const {
        std::string const iv(12, '\7');
        std::string out(plain.size() + 16, '\0');
        auto* const context = EVP_CIPHER_CTX_new();
        int length = 0;
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, raw(m_key), raw(iv));
        EVP_EncryptUpdate(context, nullptr, &length, raw(bound), static_cast<int>(bound.size()));
        EVP_EncryptUpdate(context, raw(out), &length, raw(plain), static_cast<int>(plain.size()));
        EVP_EncryptFinal_ex(context, raw(out) + length, &length);
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, raw(out) + plain.size());
        EVP_CIPHER_CTX_free(context);
        return fmt::format(R"("iv":"{}","data":"{}")", base64(iv), base64(out));
    }
    std::string head(std::string_view account = {}, std::string_view regency = "3316") const {
        auto const whose = account.empty() ? m_account : std::string(account);
        return fmt::format(
            R"({{"format":"bina-visits/1","regency":"{}","key":"{}","account":"{}","wrapped":"{}",)"
            R"("made_at":1,"ticket":{{{}}}}})"
            "\n",
            regency, m_id, whose, base64(m_wrapped), sealed("ticket:" + whose, bytes_of(m_ticket)));
    }
    std::string line(std::string_view kind, std::string_view id, std::string_view plain) const {
        return fmt::format(R"({{"kind":"{}","id":"{}",{}}})"
                           "\n",
                           kind, id, sealed(fmt::format("{}:{}", kind, id), plain));
    }

private:
    static std::string text_at(fixture::Got const& answer, std::string_view pointer) {
        return CensusTest::unquoted(answer.at(std::string(pointer)));
    }
    std::string m_id;
    std::string m_account;
    std::string m_ticket;
    std::string m_key = std::string(32, 'k');
    std::string m_wrapped;
};

class PhoneFiles : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(3);
        with_campaign();
    }
    Phone phone_of(access::Actor const& who) { return Phone(as(who).get("/api/v1/packs/key?regency=3316")); }
    std::string visit_line(int number, int target, std::string_view more) {
        auto body = visit_body(target, "found", std::string(answers) + std::string(more));
        return R"({"id":")" + id_text('7', number) + R"(",)" + body.substr(1);
    }
    fixture::Got delivered(std::string const& file) { return site.post("/api/v1/visits/3316/sealed", file); }
    std::string problem(std::string const& file) {
        auto const got = delivered(file);
        return got.status == 200 ? "200" : got.problem();
    }
};

// An enumerator has left, his account is closed; what he asked people must not be lost.
TEST_F(PhoneFiles, WhatAPhoneCouldNotSendIsTheEnumeratorsAllTheSame) {
    auto const phone = phone_of(ani);
    std::string const photo = "\xFF\xD8\xFF\xDA\x01\x02picture";
    std::string digest(32, '\0');
    EVP_Digest(photo.data(), photo.size(), raw(digest), nullptr, EVP_sha256(), nullptr);
    std::string hash;
    for (char const c : digest) hash += fmt::format("{:02x}", static_cast<unsigned char>(c));
    auto const file =
        phone.head() + phone.line("photo", hash, photo) +
        phone.line("visit", id_text('7', 1), visit_line(1, 0, R"(,"photos":[")" + hash + R"("])")) +
        phone.line("visit", id_text('7', 2), visit_line(2, 1, ""));
    ASSERT_EQ(assigned(budi, packs), "200");
    db().write([&](storage::Tx& tx) {
            access::Account const gone{.id = ani.id,
                                       .username = "petugas2",
                                       .name = ani.name,
                                       .disabled = true,
                                       .grants = ani.grants};
            return access::put_account(tx, access::local_operator(), gone, "");
        })
        .value();

    auto const supervisor = person(9, Role::operator_, "3316");
    site.actor = supervisor;
    auto const got = delivered(file);
    ASSERT_EQ(got.status, 200);
    EXPECT_THAT(got.body, HasSubstr(R"({"line":2,"kind":"photo","status":200)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":3,"kind":"visit","status":201)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":4,"kind":"visit","status":201)"));
    auto const visit_1 = site.get(visit(1));
    EXPECT_EQ(visit_1.at("/enumerator_name"), in_quotes(ani.name));
    EXPECT_EQ(visit_1.at("/missing"), "[]");
    EXPECT_EQ(site.get("/api/v1/visits/3316/photos/" + hash).status, 200);

    // Brought twice, by somebody else.
    site.actor = planner;
    EXPECT_THAT(delivered(file).body, HasSubstr(R"({"line":3,"kind":"visit","status":201)"));
    EXPECT_EQ(site.get(visit(1)).at("/version"), "1");
    expect_tallies_fit();
}

TEST_F(PhoneFiles, OnlyThatPhoneCanHaveMadeIt) {
    auto const phone = phone_of(budi);
    site.actor = planner;
    EXPECT_EQ(problem(phone.head()), "200");
    EXPECT_EQ(problem(phone.head(ani.id.text())), R"("census.phone_file_forged")");
    EXPECT_EQ(problem(phone.head({}, "3317")), R"("census.phone_file_elsewhere")");
    for (auto const& nonsense : {std::string(), std::string("PK\x03\x04"), std::string("{}\n"),
                                 std::string(100'000, 'a'), phone.head().substr(0, 200)})
        EXPECT_EQ(problem(nonsense), R"("census.not_a_phone_file")");
    site.actor = stranger;
    EXPECT_EQ(problem(phone.head()), R"("access.denied")");
}

TEST_F(PhoneFiles, ADamagedLineCostsNoOther) {
    auto const phone = phone_of(ani);
    auto changed = phone.line("visit", id_text('7', 1), visit_line(1, 0, ""));
    changed[changed.find("\"data\":\"") + 20] ^= 1;
    auto const moved = phone.sealed("visit:" + id_text('7', 1), visit_line(1, 0, ""));
    auto const file = phone.head() + changed + "{\n" +
                      fmt::format(R"({{"kind":"visit","id":"{}",{}}})"
                                  "\n",
                                  id_text('7', 3), moved) +
                      phone.line("photo", "x", "y") +
                      phone.line("visit", id_text('7', 2), visit_line(2, 1, ""));
    site.actor = planner;
    auto const got = delivered(file);
    EXPECT_THAT(got.body, HasSubstr(R"({"line":2,"kind":"visit","status":422)"));
    EXPECT_THAT(got.body, HasSubstr("census.phone_file_damaged"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":3,"kind":"","status":400)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":4,"kind":"visit","status":422)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":5,"kind":"photo","status":422)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":6,"kind":"visit","status":201)"));
}

}  // namespace
}  // namespace bina::census
