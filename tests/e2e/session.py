"""A session without a browser: a socket that speaks Streamlit's protocol, and the files that are sent beside it."""

from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Session:
    def __init__(self, server, socket):
        self.url, self.socket = urlsplit(server.url), socket
        self.token = SimpleCookie(self.request("GET", "_stcore/health")[1]["Set-Cookie"])["_streamlit_xsrf"].value
        message = BackMsg()
        message.rerun_script.query_string = ""
        socket.send(message.SerializeToString())
        while (told := ForwardMsg.FromString(socket.recv())).WhichOneof("type") != "new_session":
            pass
        self.id = told.new_session.initialize.session_id

    def request(self, method, path, body=None, **headers):
        """Status, headers and text of the answer."""
        with closing(HTTPConnection(self.url.netloc, timeout=30)) as connection:
            connection.request(method, self.url.path + path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def head_of_upload(self, name, length):
        """Path and headers of an upload of ``length`` bytes with its frame."""
        headers = {"Cookie": f"_streamlit_xsrf={self.token}", "X-Xsrftoken": self.token, "Content-Length": str(length)}
        path = f"_stcore/upload_file/{self.id}/{name}"
        return path, headers | {"Content-Type": "multipart/form-data; boundary=edge"}

    def upload(self, name, content):
        """Status and text of the answer to a file."""
        frame = b'--edge\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n%b\r\n--edge--\r\n'
        path, headers = self.head_of_upload(name, len(body := frame % content))
        status, _headers, text = self.request("PUT", path, body, **headers)
        return status, text

    def delete(self, name):
        path, headers = self.head_of_upload(name, 0)
        return self.request("DELETE", path, **headers)[0]


@contextmanager
def session(server):
    address = server.url.replace("http", "ws", 1) + "_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, max_queue=None) as socket:
        yield Session(server, socket)
